using System.Diagnostics;
using System.Text;

namespace Kuma.Testing;

/// <summary>Kuma as a process of its own, for tests of its start, its end and its death.</summary>
public sealed class KumaProcess : IAsyncDisposable
{
    private const string Ready = "Kuma is ready: ";

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();
    private readonly TaskCompletionSource<Uri> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private KumaProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Read(line.Data);
        process.ErrorDataReceived += (_, line) => Append(_error, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>The address that it printed; valid after <see cref="WaitUntilReadyAsync"/>.</summary>
    public Uri Address { get; private set; } = new("http://localhost");

    /// <summary>The number of its process.</summary>
    public int Id => _process.Id;

    public string Output => Text(_output);

    public string Error => Text(_error);

    /// <summary>Starts Kuma with these flags and environment; it need not become ready.</summary>
    public static KumaProcess Start(IReadOnlyDictionary<string, string> environment, params string[] args)
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Kuma.Web.dll"));
        foreach (var arg in args)
        {
            start.ArgumentList.Add(arg);
        }

        // Compiled quickly rather than well: the process of a test lives for seconds.
        start.Environment["DOTNET_TC_QuickJit"] = "1";

        // A killed process would leave the pipes of its debugger in the temporary folder.
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return new KumaProcess(Process.Start(start)!);
    }

    /// <summary>Starts Kuma on a free port and a data folder with its embedded database, and waits until it is ready.</summary>
    public static async Task<KumaProcess> StartEmbeddedAsync(string dataFolder)
    {
        var kuma = Start(new Dictionary<string, string>(), "--port=0", "--host=localhost", $"--data-dir={dataFolder}");
        await kuma.WaitUntilReadyAsync();
        return kuma;
    }

    public async Task WaitUntilReadyAsync()
    {
        var ended = _process.WaitForExitAsync();
        if (await Task.WhenAny(_ready.Task, ended).WaitAsync(TimeSpan.FromSeconds(180)) == ended)
        {
            throw new InvalidOperationException($"Kuma ended with {_process.ExitCode}: {Error}{Output}");
        }

        Address = await _ready.Task;
    }

    /// <summary>Waits for the end and gives the exit code.</summary>
    public async Task<int> WaitForExitAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        return _process.ExitCode;
    }

    /// <summary>SIGINT, as Ctrl-C sends it.</summary>
    public async Task InterruptAsync()
    {
        using var kill = Process.Start("/bin/kill", ["-INT", $"{_process.Id}"]);
        await kill.WaitForExitAsync();
    }

    /// <summary>SIGKILL to Kuma alone; its database server lives on.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: false);
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await InterruptAsync();
            await WaitForExitAsync();
        }

        _process.Dispose();
    }

    private void Read(string? line)
    {
        Append(_output, line);
        if (line?.StartsWith(Ready, StringComparison.Ordinal) == true)
        {
            _ready.TrySetResult(new Uri(line[Ready.Length..]));
        }
    }

    private static void Append(StringBuilder text, string? line)
    {
        if (line is not null)
        {
            lock (text)
            {
                text.AppendLine(line);
            }
        }
    }

    private static string Text(StringBuilder text)
    {
        lock (text)
        {
            return text.ToString();
        }
    }
}
