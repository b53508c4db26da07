using Kuma.Application.Monitoring;
using Kuma.Domain.Monitors;

namespace Kuma.Infrastructure.Checkers.Http;

/// <summary>UP when the status code is an accepted one (spec/monitors.md section 5.1).</summary>
internal sealed class HttpChecker(HttpExchange exchange) : IChecker
{
    public string Type => MonitorTypes.Http;

    public async Task<CheckOutcome> CheckAsync(Monitor monitor, CancellationToken cancellationToken)
    {
        var settings = monitor.Settings;
        var answer = await exchange.SendAsync(settings, BodyUse.None, cancellationToken);
        return AcceptedStatusCodes.Contain(settings.AcceptedStatusCodes, answer.Code)
            ? answer.Up(settings, answer.Status)
            : answer.Refused(settings);
    }
}

/// <summary>UP when the body holds a word, or does not hold it.</summary>
internal sealed class KeywordChecker(HttpExchange exchange) : IChecker
{
    public string Type => MonitorTypes.Keyword;

    public async Task<CheckOutcome> CheckAsync(Monitor monitor, CancellationToken cancellationToken)
    {
        var settings = monitor.Settings;
        var answer = await exchange.SendAsync(settings, BodyUse.Search, cancellationToken);
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

    public async Task<CheckOutcome> CheckAsync(Monitor monitor, CancellationToken cancellationToken)
    {
        var settings = monitor.Settings;
        var answer = await exchange.SendAsync(settings, BodyUse.Search, cancellationToken);
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
