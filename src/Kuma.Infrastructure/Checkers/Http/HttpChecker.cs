using Kuma.Application.Monitoring;
using Kuma.Domain.Monitors;

namespace Kuma.Infrastructure.Checkers.Http;

/// <summary>UP when the status code is an accepted one (spec/monitors.md section 5.1).</summary>
internal sealed class HttpChecker(HttpExchange exchange) : IChecker
{
    public string Type => MonitorTypes.Http;

    public Task<CheckOutcome> CheckAsync(Monitor monitor, CancellationToken cancellationToken)
    {
        var settings = monitor.Settings;
        return exchange.CheckAsync(
            settings,
            BodyUse.None,
            answer => AcceptedStatusCodes.Contain(settings.AcceptedStatusCodes, answer.Code)
                ? answer.Up(settings, answer.Status)
                : answer.Refused(settings),
            cancellationToken);
    }
}

/// <summary>UP when the body holds a word, or does not hold it.</summary>
internal sealed class KeywordChecker(HttpExchange exchange) : IChecker
{
    public string Type => MonitorTypes.Keyword;

    public Task<CheckOutcome> CheckAsync(Monitor monitor, CancellationToken cancellationToken) =>
        exchange.CheckAsync(monitor.Settings, BodyUse.Search, answer => Judge(monitor.Settings, answer), cancellationToken);

    private static CheckOutcome Judge(MonitorSettings settings, HttpAnswer answer)
    {
        if (!AcceptedStatusCodes.Contain(settings.AcceptedStatusCodes, answer.Code))
        {
            return answer.Refused(settings);
        }

        var text = Excerpts.Searchable(answer.Body);
        var found = text.Contains(settings.Keyword ?? "", StringComparison.Ordinal);
        if (found != settings.InvertKeyword)
        {
            return answer.Up(settings, $"{answer.Status}, keyword {(found ? "is" : "not")} found");
        }

        var excerpt = Excerpts.Of(text);
        return answer.Failure(settings, $"{answer.Status}, but keyword {(found ? "is present" : "is not")} in [{excerpt}]");
    }
}

/// <summary>UP when a query on the body gives the expected value.</summary>
internal sealed class JsonQueryChecker(HttpExchange exchange, JsonQuery query) : IChecker
{
    public string Type => MonitorTypes.JsonQuery;

    public Task<CheckOutcome> CheckAsync(Monitor monitor, CancellationToken cancellationToken) =>
        exchange.CheckAsync(monitor.Settings, BodyUse.Search, answer => Judge(monitor.Settings, answer), cancellationToken);

    private CheckOutcome Judge(MonitorSettings settings, HttpAnswer answer)
    {
        if (!AcceptedStatusCodes.Contain(settings.AcceptedStatusCodes, answer.Code))
        {
            return answer.Refused(settings);
        }

        try
        {
            var verdict = query.Judge(settings, answer.Body);
            return verdict.Passes ? answer.Up(settings, verdict.Message) : answer.Failure(settings, verdict.Message);
        }
        catch (CheckFailedException e)
        {
            return answer.Failure(settings, e.Message);
        }
    }
}
