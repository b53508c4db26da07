using Kuma.Application.Monitoring;
using Kuma.Domain.Monitors;

namespace Kuma.Infrastructure.Checkers.Http;

/// <summary>An answer to a check.</summary>
/// <param name="Code">The status code.</param>
/// <param name="Status">The status as <c>200 - OK</c>.</param>
/// <param name="Body">The body as it came; empty when nobody looks at it.</param>
/// <param name="Ping">Milliseconds until the whole body was there.</param>
/// <param name="Tls">Facts of the first handshake.</param>
internal sealed record HttpAnswer(int Code, string Status, string Body, double Ping, TlsFacts? Tls)
{
    public CheckOutcome Up(MonitorSettings settings, string message) =>
        CheckOutcome.Up(message, Ping) with { Tls = Tls, Response = Kept(settings) };

    /// <summary>The status was accepted, but something else is not as expected.</summary>
    public CheckOutcome Failure(MonitorSettings settings, string message) =>
        CheckOutcome.Failed(message, Ping) with { Tls = Tls, Response = Kept(settings) };

    /// <summary>The status is not an accepted one.</summary>
    public CheckOutcome Refused(MonitorSettings settings) =>
        CheckOutcome.Failed($"Request failed with status code {Code}") with
        {
            Tls = Tls,
            Response = settings.SaveErrorResponse ? Excerpts.Cut(Excerpts.Searchable(Body), settings.ResponseMaxLength) : null,
        };

    private string? Kept(MonitorSettings settings) =>
        settings is { SaveResponse: true, SaveErrorResponse: true } ? Excerpts.Cut(Excerpts.Searchable(Body), settings.ResponseMaxLength) : null;
}
