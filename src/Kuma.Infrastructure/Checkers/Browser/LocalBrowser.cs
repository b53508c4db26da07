using System.ComponentModel;
using System.Diagnostics;
using System.Text.RegularExpressions;
using Kuma.Application.Monitoring;

namespace Kuma.Infrastructure.Checkers.Browser;

/// <summary>
/// The Chromium of this machine, without a window: one process for all checks, started with the first and ended when nobody has needed it for a while.
/// </summary>
internal sealed partial class LocalBrowser : IAsyncDisposable, IDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan IdleLimit = TimeSpan.FromMinutes(10);

    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly ITimer _idle;
    private Running? _running;
    private int _users;

    public LocalBrowser(TimeProvider time)
    {
        _time = time;
        _idle = time.CreateTimer(_ => _ = StopIdleAsync(), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Runs something on the browser, which stays for the next one.</summary>
    /// <exception cref="CheckFailedException">It does not start.</exception>
    public async Task<T> UseAsync<T>(string program, Func<CdpConnection, Task<T>> use, CancellationToken cancellationToken)
    {
        var connection = await ConnectAsync(program, cancellationToken);
        try
        {
            return await use(connection);
        }
        finally
        {
            if (Interlocked.Decrement(ref _users) == 0)
            {
                _idle.Change(IdleLimit, Timeout.InfiniteTimeSpan);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _idle.DisposeAsync();
        await _gate.WaitAsync();
        await StopAsync();
        _gate.Dispose();
    }

    /// <summary>For a program that ends without waiting: the browser ends with it.</summary>
    public void Dispose()
    {
        _idle.Dispose();
        _running?.Process.Kill(entireProcessTree: true);
        _gate.Dispose();
    }

    private async Task<CdpConnection> ConnectAsync(string program, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_running is { } running && (running.Program != program || !running.Connection.IsOpen))
            {
                await StopAsync();
            }

            _running ??= await StartAsync(program, cancellationToken);
            Interlocked.Increment(ref _users);
            return _running.Connection;
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task StopIdleAsync()
    {
        await _gate.WaitAsync();
        try
        {
            if (Volatile.Read(ref _users) == 0)
            {
                await StopAsync();
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task StopAsync()
    {
        if (_running is { } running)
        {
            _running = null;
            await running.DisposeAsync();
        }
    }

    private async Task<Running> StartAsync(string program, CancellationToken cancellationToken)
    {
        var profile = Directory.CreateTempSubdirectory("kuma-browser-").FullName;
        Process? process = null;
        using var deadline = new Deadline(StartLimit, _time, cancellationToken);
        try
        {
            process = Start(program, profile);
            var address = await AddressAsync(process, deadline.Token);
            var connection = await CdpConnection.ConnectAsync(address, deadline.Token);
            return new Running(program, process, profile, connection);
        }
        catch (Exception e)
        {
            await EndAsync(process, profile);
            switch (e)
            {
                case Win32Exception:
                    throw new CheckFailedException($"The browser {program} does not start: {e.Message}", e);
                case OperationCanceledException when deadline.Passed:
                    throw new CheckFailedException($"The browser {program} does not start in time", e);
                default:
                    throw;
            }
        }
    }

    private static Process Start(string program, string profile)
    {
        string[] arguments =
        [
            "--headless=new", "--remote-debugging-port=0", $"--user-data-dir={profile}", "--no-first-run", "--no-default-browser-check",
            "--disable-gpu", "--disable-dev-shm-usage", "--disable-extensions", "--disable-background-networking", "--disable-sync",
            "--mute-audio", "--hide-scrollbars", "--window-size=1280,720",

            // Chromium's sandbox refuses to run as root.
            .. Environment.UserName is "root" ? new[] { "--no-sandbox" } : [],
            "about:blank",
        ];
        return Process.Start(new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
    }

    /// <summary>The browser prints where it listens, on a port of this machine alone.</summary>
    private static async Task<Uri> AddressAsync(Process process, CancellationToken cancellationToken)
    {
        process.StandardInput.Close();
        _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
        while (await process.StandardError.ReadLineAsync(cancellationToken) is { } line)
        {
            if (Listening().Match(line) is { Success: true } match)
            {
                _ = process.StandardError.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
                return new Uri(match.Groups["address"].Value);
            }
        }

        throw new CheckFailedException("The browser ended as soon as it was started");
    }

    private static async Task EndAsync(Process? process, string profile)
    {
        try
        {
            if (process is not null)
            {
                process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync(CancellationToken.None).WaitAsync(EndLimit);
                process.Dispose();
            }

            Directory.Delete(profile, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidOperationException or Win32Exception or TimeoutException)
        {
            // A file of a process that is still ending: the system's temporary folder is swept some day.
        }
    }

    private sealed record Running(string Program, Process Process, string Profile, CdpConnection Connection) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Connection.DisposeAsync();
            await EndAsync(Process, Profile);
        }
    }

    [GeneratedRegex("^DevTools listening on (?<address>ws://.*)$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Listening();
}
