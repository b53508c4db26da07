using System.Globalization;
using Kuma.Application.Monitoring;

namespace Kuma.Infrastructure.Checkers.Processes;

/// <summary>UP when <c>sipsak</c> gets <c>200 OK</c> for an OPTIONS request (spec/monitors.md section 5.24).</summary>
internal sealed class SipOptionsChecker(TimeProvider time, string program = "sipsak") : IChecker
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public string Type => "sip-options";

    public CheckWeight Weight => CheckWeight.Process;

    public async Task<CheckOutcome> CheckAsync(Monitor monitor, CancellationToken cancellationToken)
    {
        var settings = monitor.Settings;
        var host = HostArgument.Of(settings.Hostname);
        var target = string.Create(CultureInfo.InvariantCulture, $"sip:{host}:{settings.Port ?? 5060}");
        string[] arguments = ["-s", target, "--from", $"sip:sipsak@{host}", "-v"];
        using var deadline = new Deadline(Patience, time, cancellationToken);
        try
        {
            return Judge(await ProgramRun.OfAsync(program, arguments, deadline.Token), arguments);
        }
        catch (OperationCanceledException e) when (deadline.Passed)
        {
            throw new CheckFailedException($"Command failed: sipsak {string.Join(' ', arguments)}", e);
        }
    }

    private static CheckOutcome Judge(ProgramRun run, string[] arguments)
    {
        var line = run.Output.Split('\n').FirstOrDefault(line => line.Contains("200 OK", StringComparison.Ordinal));
        return run switch
        {
            { Error.Length: > 0 } => throw new CheckFailedException($"Error in output: {run.Error}"),
            { ExitCode: not 0 } => throw new CheckFailedException($"Command failed: sipsak {string.Join(' ', arguments)}"),
            { Output.Length: 0 } => throw new CheckFailedException("No output from sipsak"),
            _ when line is not null => CheckOutcome.Up(line.Trim()),
            _ => throw new CheckFailedException("The SIP server did not answer with 200 OK"),
        };
    }
}
