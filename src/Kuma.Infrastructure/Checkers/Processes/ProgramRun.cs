using System.ComponentModel;
using System.Diagnostics;
using Kuma.Application.Monitoring;

namespace Kuma.Infrastructure.Checkers.Processes;

/// <summary>What a program of this machine said and how it ended.</summary>
internal sealed record ProgramRun(int ExitCode, string Output, string Error)
{
    /// <summary>Runs it without a shell; it is ended with all it started when the token is cancelled.</summary>
    /// <exception cref="CheckFailedException">There is no such program.</exception>
    public static async Task<ProgramRun> OfAsync(string program, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        using var process = Start(program, arguments);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var error = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return new ProgramRun(process.ExitCode, (await output).Trim(), (await error).Trim());
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    private static Process Start(string program, IEnumerable<string> arguments)
    {
        try
        {
            var start = new ProcessStartInfo(program, arguments)
            {
                UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
            };
            var process = Process.Start(start) ?? throw new CheckFailedException($"spawn {program} failed");
            process.StandardInput.Close();
            return process;
        }
        catch (Win32Exception e)
        {
            throw new CheckFailedException($"spawn {program} {(e.NativeErrorCode == 13 ? "EACCES" : "ENOENT")}", e);
        }
    }
}

/// <summary>Makes a host name safe to be an argument of a program.</summary>
internal static class HostArgument
{
    /// <exception cref="CheckFailedException">It is no host name, and could be read as an option.</exception>
    public static string Of(string? text)
    {
        var host = (text ?? "").Trim();
        return Uri.CheckHostName(host.Trim('[', ']')) is UriHostNameType.Unknown or UriHostNameType.Basic || host.StartsWith('-')
            ? throw new CheckFailedException($"Invalid hostname: {host}")
            : host;
    }
}
