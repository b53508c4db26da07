using System.Diagnostics;
using Dapper;

namespace Kuma.Load;

/// <summary>A disk of its own in memory for the heartbeats, which can be filled. Only root may mount one.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private readonly string _folder;

    private SmallDisk(string folder) => _folder = folder;

    /// <summary>Mounts a disk; null, and says so, where that is not allowed.</summary>
    public static async Task<SmallDisk?> MountAsync()
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
        {
            Console.WriteLine("without root there is no disk to fill: that fault is left out");
            return null;
        }

        var folder = Path.Combine(Path.GetTempPath(), $"kuma-load-disk-{Environment.ProcessId}");
        Directory.CreateDirectory(folder);
        await RunAsync("mount", "-t", "tmpfs", "-o", "size=1g,mode=0777", "tmpfs", folder);
        return new SmallDisk(folder);
    }

    /// <summary>Moves the heartbeats of a database onto this disk.</summary>
    public async Task TakeHeartbeatsAsync(KumaUnderLoad kuma, CancellationToken cancellationToken)
    {
        var space = Path.Combine(_folder, "space");
        Directory.CreateDirectory(space);
        await using var connection = await kuma.Database.OpenConnectionAsync(cancellationToken);
        await RunAsync("chown", "--reference", await connection.QuerySingleAsync<string>("select current_setting('data_directory')"), space);
        await connection.ExecuteAsync($"create tablespace small location '{space}'");
        foreach (var part in await connection.QueryAsync<string>("select inhrelid::regclass::text from pg_inherits where inhparent = 'heartbeat'::regclass"))
        {
            await connection.ExecuteAsync($"alter table {part} set tablespace small");
        }
    }

    /// <summary>Takes all the room there is for a while.</summary>
    public async Task FillAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        var ballast = Path.Combine(_folder, "ballast");
        try
        {
            await using (var file = File.Create(ballast))
            {
                var block = new byte[1 << 16];
                try
                {
                    while (true)
                    {
                        await file.WriteAsync(block, cancellationToken);
                        await file.FlushAsync(cancellationToken);
                    }
                }
                catch (IOException)
                {
                    // Full, as wanted.
                }
            }

            await Task.Delay(time, cancellationToken);
        }
        finally
        {
            File.Delete(ballast);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await RunAsync("umount", "--lazy", _folder);
        Directory.Delete(_folder);
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}.");
        }
    }
}
