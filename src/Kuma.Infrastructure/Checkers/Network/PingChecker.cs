using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Kuma.Application.Monitoring;
using Kuma.Domain.Heartbeats;
using Kuma.Domain.Monitors;

namespace Kuma.Infrastructure.Checkers.Network;

/// <summary>The system's <c>ping</c>: UP on any reply, with the time of the first (spec/monitors.md section 5.2).</summary>
internal sealed partial class PingChecker : IChecker
{
    public string Type => MonitorTypes.Ping;

    public CheckWeight Weight => CheckWeight.Process;

    public async Task<CheckOutcome> CheckAsync(Monitor monitor, CancellationToken cancellationToken)
    {
        var settings = monitor.Settings;
        var host = Host(settings.Hostname);
        var (code, output) = await RunAsync(settings, host, settings.IpFamily is "ipv6" ? "-6" : null, cancellationToken);
        if (output.Length == 0)
        {
            (code, output) = await RunAsync(settings, host, "-6", cancellationToken);
        }

        return Judge(output, code);
    }

    /// <summary>One packet that came back is enough, whatever the program's exit code says of those that were lost.</summary>
    /// <exception cref="CheckFailedException">None came back; the message is what the program said.</exception>
    internal static CheckOutcome Judge(string output, int code)
    {
        var reply = Time().Match(output);
        return reply.Success
            ? CheckOutcome.Up("", double.Parse(reply.Groups["ms"].ValueSpan, CultureInfo.InvariantCulture))
            : throw new CheckFailedException(output.Length > 0 ? output : $"ping ended with {code}");
    }

    /// <summary>What is no host name could be read as an option of the program.</summary>
    private static string Host(string? text)
    {
        var host = (text ?? "").Trim().Trim('[', ']');
        return Uri.CheckHostName(host) is UriHostNameType.Unknown or UriHostNameType.Basic || host.StartsWith('-')
            ? throw new CheckFailedException($"Invalid hostname: {host}")
            : host.Any(c => c > 127) ? new IdnMapping().GetAscii(host) : host;
    }

    private static async Task<(int Code, string Output)> RunAsync(
        MonitorSettings settings, string host, string? family, CancellationToken cancellationToken)
    {
        string[] arguments =
        [
            .. settings.PingNumeric ? new[] { "-n" } : [],
            .. family is null ? Array.Empty<string>() : [family],
            "-W", Number(settings.PingPerRequestTimeout > 0 ? settings.PingPerRequestTimeout : 2), "-w", Number((int)Math.Ceiling(BeatPolicy.Timeout(settings).TotalSeconds)),
            "-c", Number(Math.Max(1, settings.PingCount)), "-s", Number(settings.PacketSize > 0 ? settings.PacketSize : 56), host,
        ];
        try
        {
            using var process = Process.Start(
                new ProcessStartInfo("ping", arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
            try
            {
                var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
                var error = process.StandardError.ReadToEndAsync(cancellationToken);
                await process.WaitForExitAsync(cancellationToken);
                return (process.ExitCode, $"{await output}{await error}".Trim());
            }
            catch (OperationCanceledException)
            {
                process.Kill();
                throw;
            }
        }
        catch (Win32Exception e)
        {
            throw new CheckFailedException($"ping.probe: there was an error while executing the ping program. {e.Message}", e);
        }
    }

    private static string Number(int number) => Math.Max(number, 1).ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"time[=<](?<ms>\d+(\.\d+)?) ?ms", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Time();
}
