using Kuma.Application.Monitoring;
using Kuma.Domain.Monitors;

namespace Kuma.Infrastructure.Checkers.Http;

/// <summary>UP when the status code is an accepted one (spec/monitors.md section 5.1).</summary>
internal sealed class HttpChecker(HttpExchange exchange) : IChecker
{
    public string Type => MonitorTypes.Http;

    public async Task<CheckOutcome> CheckAsync(Monitor monitor, CancellationToken cancellationToken)
    {
        var answer = await exchange.SendAsync(monitor.Settings, cancellationToken);
        return answer.Up(monitor.Settings, answer.Status);
    }
}

/// <summary>UP when the body holds a word, or does not hold it.</summary>
internal sealed class KeywordChecker(HttpExchange exchange) : IChecker
{
    public string Type => MonitorTypes.Keyword;

    public async Task<CheckOutcome> CheckAsync(Monitor monitor, CancellationToken cancellationToken)
    {
        var settings = monitor.Settings;
        var answer = await exchange.SendAsync(settings, cancellationToken);
        var found = answer.Text.Contains(settings.Keyword ?? "", StringComparison.Ordinal);
        if (found != settings.InvertKeyword)
        {
            return answer.Up(settings, $"{answer.Status}, keyword {(found ? "is" : "not")} found");
        }

        var excerpt = Excerpts.Of(answer.Text);
        throw answer.Failure(settings, $"{answer.Status}, but keyword {(found ? "is present" : "is not")} in [{excerpt}]");
    }
}
