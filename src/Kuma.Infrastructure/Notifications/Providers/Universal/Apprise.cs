using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Kuma.Infrastructure.Notifications.Providers.Universal;

/// <summary>The program <c>apprise</c>, without a shell: nothing of a message can become a command.</summary>
internal sealed class Apprise : INotificationProvider
{
    private const int OutputLimit = 200 * 1024;

    /// <summary>What to run; the operating system looks it up on the path.</summary>
    public string Program { get; init; } = "apprise";

    public string Type => "apprise";

    public async Task<string> SendAsync(Notice notice, CancellationToken cancellationToken)
    {
        var config = notice.Config;
        string[] title = config.Has("title") ? ["-t", config.Text("title")] : [];
        var start = new ProcessStartInfo(Program, ["-vv", "-b", notice.Text, config.Text("appriseURL"), .. title])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, UseShellExecute = false,
            StandardOutputEncoding = Encoding.UTF8,
        };
        using var process = Start(start);
        try
        {
            process.StandardInput.Close();
            var errors = process.StandardError.BaseStream.CopyToAsync(Stream.Null, cancellationToken);
            var output = await ReadAsync(process.StandardOutput, cancellationToken);
            await errors;
            await process.WaitForExitAsync(cancellationToken);
            return Judge(output, process.ExitCode);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private static string Judge(string output, int exitCode)
    {
        if (output.Length == 0)
        {
            throw new NotificationFailedException(exitCode == 0 ? "ERROR: maybe apprise not found" : $"Process exited with code {exitCode}");
        }

        if (output.Contains("ERROR", StringComparison.Ordinal))
        {
            throw new NotificationFailedException(output) { IsTransient = true, MayHaveArrived = true };
        }

        return exitCode == 0 ? Notice.Sent : throw new NotificationFailedException($"Process exited with code {exitCode}");
    }

    private static async Task<string> ReadAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        var buffer = new char[OutputLimit + 1];
        var length = await reader.ReadBlockAsync(buffer, cancellationToken);
        return length > OutputLimit ? throw new NotificationFailedException("maxBuffer size exceeded") : new string(buffer, 0, length);
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start) ?? throw new NotificationFailedException($"spawn {start.FileName} ENOENT");
        }
        catch (Win32Exception e)
        {
            throw new NotificationFailedException($"spawn {start.FileName} ENOENT", e);
        }
    }
}
