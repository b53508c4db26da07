using System.Globalization;
using System.Text.RegularExpressions;
using Kuma.Application.Monitoring;
using Kuma.Domain.Monitors;

namespace Kuma.Infrastructure.Checkers.Processes;

/// <summary>UP when <c>tailscale ping</c> hears a pong (spec/monitors.md section 5.23).</summary>
internal sealed partial class TailscalePingChecker(TimeProvider time, string program = "tailscale") : IChecker
{
    public string Type => "tailscale-ping";

    public CheckWeight Weight => CheckWeight.Process;

    public TimeSpan LimitOf(MonitorSettings settings) => TimeSpan.FromSeconds(0.8 * Math.Max(1, settings.Interval));

    public async Task<CheckOutcome> CheckAsync(Monitor monitor, CancellationToken cancellationToken)
    {
        using var deadline = new Deadline(LimitOf(monitor.Settings), time, cancellationToken);
        try
        {
            var host = HostArgument.Of(monitor.Settings.Hostname);
            var run = await ProgramRun.OfAsync(program, ["ping", "--c", "1", host], deadline.Token);
            return CheckOutcome.Up("OK", Judge(run));
        }
        catch (CheckFailedException e)
        {
            throw Failure(e.Message, e);
        }
        catch (OperationCanceledException e) when (deadline.Passed)
        {
            throw Failure("Command timed out", e);
        }
    }

    private static double Judge(ProgramRun run)
    {
        if (run.Output.Length == 0)
        {
            throw new CheckFailedException(
                run.ExitCode == 0 ? "No output from Tailscale ping"
                : run.Error.Length > 0 ? run.Error
                : string.Create(CultureInfo.InvariantCulture, $"Process exited with code {run.ExitCode}"));
        }

        foreach (var line in run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (line.Contains("pong from", StringComparison.Ordinal))
            {
                return Time().Match(line) is { Success: true } match
                    ? Math.Truncate(double.Parse(match.Groups["ms"].Value, CultureInfo.InvariantCulture))
                    : throw new CheckFailedException($"Unexpected output: \"{line}\"");
            }

            var fault = line switch
            {
                _ when line.Contains("timed out", StringComparison.Ordinal) => "Ping timed out",
                _ when line.Contains("no matching peer", StringComparison.Ordinal) => "Nonexistant or inaccessible due to ACLs",
                _ when line.Contains("is local Tailscale IP", StringComparison.Ordinal) => "Tailscale only works if used on other machines",
                _ => "Unexpected output",
            };
            throw new CheckFailedException($"{fault}: \"{line}\"");
        }

        throw new CheckFailedException("No output from Tailscale ping");
    }

    private static CheckFailedException Failure(string text, Exception inner) => new($"Error checking Tailscale ping: Error: {text}", inner);

    [GeneratedRegex(@" in (?<ms>\d+(\.\d+)?)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Time();
}
