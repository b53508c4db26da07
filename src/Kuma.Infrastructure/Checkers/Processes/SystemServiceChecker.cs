using System.Text.RegularExpressions;
using Kuma.Application.Monitoring;

namespace Kuma.Infrastructure.Checkers.Processes;

/// <summary>UP when <c>systemctl</c> calls the unit active (spec/monitors.md section 5.26).</summary>
internal sealed partial class SystemServiceChecker(TimeProvider time, string program = "systemctl") : IChecker
{
    private const int Excerpt = 200;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public string Type => "system-service";

    public CheckWeight Weight => CheckWeight.Process;

    public async Task<CheckOutcome> CheckAsync(Monitor monitor, CancellationToken cancellationToken)
    {
        if (!OperatingSystem.IsLinux())
        {
            throw new CheckFailedException($"System Service monitoring is not supported on {(OperatingSystem.IsMacOS() ? "darwin" : "this system")}");
        }

        var name = (monitor.Settings.SystemServiceName ?? "").Trim();
        if (!Name().IsMatch(name) || name.StartsWith('-'))
        {
            throw new CheckFailedException(
                name.Length == 0 ? "Service Name is required." : "Invalid service name. Please use the internal Service Name (no spaces).");
        }

        using var deadline = new Deadline(Patience, time, cancellationToken);
        try
        {
            var run = await ProgramRun.OfAsync(program, ["is-active", name], deadline.Token);
            return run.ExitCode == 0 ? CheckOutcome.Up($"Service '{name}' is running.") : throw new CheckFailedException(Reason(run, name));
        }
        catch (OperationCanceledException e) when (deadline.Passed)
        {
            throw new CheckFailedException($"Service '{name}' is not running.", e);
        }
    }

    private static string Reason(ProgramRun run, string name)
    {
        var text = run.Error.Length > 0 ? run.Error : run.Output;
        return text.Length == 0 ? $"Service '{name}' is not running."
            : text.Length > Excerpt ? $"{text[..Excerpt]}..."
            : text;
    }

    [GeneratedRegex(@"^[a-zA-Z0-9._\-@]+\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();
}
