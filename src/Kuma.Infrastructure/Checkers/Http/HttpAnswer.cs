using Kuma.Application.Monitoring;
using Kuma.Domain.Monitors;

namespace Kuma.Infrastructure.Checkers.Http;

/// <summary>An answer with an accepted status.</summary>
/// <param name="Status">The status as <c>200 - OK</c>.</param>
/// <param name="Text">The body; JSON in its compact form.</param>
/// <param name="Ping">Milliseconds until the whole body was there.</param>
/// <param name="Tls">Facts of the first handshake.</param>
internal sealed record HttpAnswer(string Status, string Text, double Ping, TlsFacts? Tls)
{
    public CheckOutcome Up(MonitorSettings settings, string message) =>
        CheckOutcome.Up(message, Ping) with { Tls = Tls, Response = Kept(settings) };

    /// <summary>The status was accepted, but something else is not as expected.</summary>
    public CheckFailedException Failure(MonitorSettings settings, string message) =>
        new(message) { Ping = Ping, Tls = Tls, Response = Kept(settings) };

    private string? Kept(MonitorSettings settings) =>
        settings is { SaveResponse: true, SaveErrorResponse: true } ? Excerpts.Cut(Text, settings.ResponseMaxLength) : null;
}
