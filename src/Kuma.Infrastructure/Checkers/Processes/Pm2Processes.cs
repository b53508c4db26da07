using System.Text.Json;
using Kuma.Application.Common;
using Kuma.Application.Monitoring;

namespace Kuma.Infrastructure.Checkers.Processes;

/// <summary>Asks <c>pm2 jlist</c>.</summary>
internal sealed class Pm2Processes(TimeProvider time, string program = "pm2") : IPm2Processes
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public async Task<Result<IReadOnlyList<Pm2Process>>> ListAsync(CancellationToken cancellationToken)
    {
        using var deadline = new Deadline(Patience, time, cancellationToken);
        try
        {
            var run = await ProgramRun.OfAsync(program, ["jlist"], deadline.Token);
            return run.ExitCode == 0 ? Read(run.Output) : Unable(run.Error.Length > 0 ? run.Error : run.Output);
        }
        catch (CheckFailedException e)
        {
            return Unable(e.Message);
        }
        catch (OperationCanceledException) when (deadline.Passed)
        {
            return Unable("Command timed out");
        }
    }

    private static Error Unable(string details) => new("pm2-unable", $"Unable to query PM2 process list ({details}).");

    private static Result<IReadOnlyList<Pm2Process>> Read(string output)
    {
        try
        {
            // PM2 may print notices before the list.
            using var list = JsonDocument.Parse(output[Math.Max(0, output.IndexOf('['))..]);
            if (list.RootElement.ValueKind is not JsonValueKind.Array)
            {
                return new Error("pm2-output", "Unexpected PM2 process list output.");
            }

            var items = list.RootElement.EnumerateArray().Where(item => item.ValueKind is JsonValueKind.Object);
            return Result<IReadOnlyList<Pm2Process>>.FromValue([.. items.Select(Process)]);
        }
        catch (JsonException)
        {
            return new Error("pm2-output", "Unable to parse PM2 process list output.");
        }
    }

    private static Pm2Process Process(JsonElement item) => new(
        Text(item, "pm_id"),
        Text(item, "name"),
        item.TryGetProperty("pm2_env", out var state) && state.ValueKind is JsonValueKind.Object ? Text(state, "status") : "unknown");

    private static string Text(JsonElement item, string key) => item.TryGetProperty(key, out var value) ? value.ToString() : "";
}
