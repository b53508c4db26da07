using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using Kuma.Application.Common;

namespace Kuma.Infrastructure.EmbeddedPostgres;

/// <summary>PostgreSQL's own programs in one folder, run under one account.</summary>
internal sealed class PostgresPrograms(string folder, Account account)
{
    public string Folder => folder;

    /// <summary>Runs a program that must succeed.</summary>
    /// <exception cref="StartupException">It failed; the message carries its last line.</exception>
    public async Task<string> RunOrFailAsync(string program, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var (code, output) = await RunAsync(program, arguments, cancellationToken);
        return code == 0 ? output : throw new StartupException($"PostgreSQL's {program} failed ({LastLine(output)}): see to it, or set KUMA_DATABASE.");
    }

    /// <summary>Runs a program to its end.</summary>
    public async Task<(int Code, string Output)> RunAsync(string program, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        try
        {
            using var process = Process.Start(account.Start(Path.Combine(folder, program), arguments))!;
            process.StandardInput.Close();
            var output = new StringBuilder();
            process.OutputDataReceived += (_, line) => Append(output, line.Data);
            process.ErrorDataReceived += (_, line) => Append(output, line.Data);
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            await WaitAsync(process, cancellationToken);
            lock (output)
            {
                return (process.ExitCode, output.ToString());
            }
        }
        catch (Win32Exception e)
        {
            throw new StartupException($"PostgreSQL's {program} in {folder} could not be run ({e.Message}): set KUMA_PG_BIN or KUMA_DATABASE.", e);
        }
    }

    public static string LastLine(string output) =>
        output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault() ?? "no output";

    /// <summary>
    /// Waits for the exit alone: pg_ctl's daemon inherits the pipes, so their end is not the end of the program. What a short program
    /// wrote is waited for, but not for long.
    /// </summary>
    private static async Task WaitAsync(Process process, CancellationToken cancellationToken)
    {
        var exited = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        process.EnableRaisingEvents = true;
        process.Exited += (_, _) => exited.TrySetResult();
        if (process.HasExited)
        {
            exited.TrySetResult();
        }

        await exited.Task.WaitAsync(cancellationToken);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(TimeSpan.FromMilliseconds(500));
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // A daemon holds the pipes; what the program itself wrote is here by now.
        }
    }

    private static void Append(StringBuilder output, string? line)
    {
        if (line is not null)
        {
            lock (output)
            {
                output.AppendLine(line);
            }
        }
    }
}
