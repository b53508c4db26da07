using Kuma.Application.Monitoring;

namespace Kuma.Infrastructure.Checkers.Processes;

/// <summary>UP when PM2 calls the process online (spec/monitors.md section 5.26).</summary>
internal sealed class Pm2Checker(IPm2Processes processes) : IChecker
{
    public string Type => "pm2";

    public CheckWeight Weight => CheckWeight.Process;

    public async Task<CheckOutcome> CheckAsync(Monitor monitor, CancellationToken cancellationToken)
    {
        var name = (monitor.Settings.SystemServiceName ?? "").Trim();
        if (name.Length == 0)
        {
            throw new CheckFailedException("PM2 process name is required.");
        }

        var listed = await processes.ListAsync(cancellationToken);
        if (!listed.IsSuccess)
        {
            throw new CheckFailedException(listed.Error.Message);
        }

        var found = listed.Value.Where(process => process.Name == name || process.Id == name).ToList();
        return found switch
        {
            [] => throw new CheckFailedException($"PM2 process '{name}' was not found."),
            _ when found.Find(process => process.Status != "online") is { } other =>
                throw new CheckFailedException($"PM2 process '{name}' is {other.Status}."),
            _ => CheckOutcome.Up($"PM2 process '{name}' is online."),
        };
    }
}
