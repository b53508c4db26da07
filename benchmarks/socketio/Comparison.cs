using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace SocketIO.Benchmarks;

/// <summary>Runs every measure against both servers, in turns, and prints a table of the medians with the ratios.</summary>
internal static class Comparison
{
    private const int Audience = 1000;
    private const int EchoClients = 100;
    private const int IdleClients = 5000;
    private const string InlineCompletions = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";

    /// <summary>Long enough that neither runtime still compiles much of what is measured.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(10);

    public static async Task<int> RunAsync(string[] args)
    {
        // The load handles what comes in where it comes in. It shares two cores with what it measures, and must not be the slower side.
        Environment.SetEnvironmentVariable(InlineCompletions, "1");
        var only = Value("--only", "npm,net").Split(',');
        var seconds = int.Parse(Value("--seconds", "8"), CultureInfo.InvariantCulture);
        var rounds = int.Parse(Value("--rounds", "1"), CultureInfo.InvariantCulture);
        var measures = Value("--measures", "paced,burst,echo,idle,fresh");
        var results = only.ToDictionary(name => name, _ => new List<Result>(), StringComparer.Ordinal);
        foreach (var name in Enumerable.Repeat(only, rounds).SelectMany(names => names))
        {
            var result = await WithServerAsync(name, port => MeasureAsync(port, TimeSpan.FromSeconds(seconds), measures));
            if (measures.Contains("fresh", StringComparison.Ordinal))
            {
                var (managed, resident) = await WithServerAsync(name, MeasureFreshAsync);
                result = result with { FreshManaged = managed, FreshResident = resident };
            }

            results[name].Add(result);
            Console.WriteLine($"{name}: {JsonSerializer.Serialize(result)}");
        }

        if (results.TryGetValue("npm", out var npm) && results.TryGetValue("net", out var net))
        {
            Print(npm, net);
        }

        return 0;

        string Value(string flag, string fallback)
        {
            var at = Array.IndexOf(args, flag);
            return at >= 0 && at + 1 < args.Length ? args[at + 1] : fallback;
        }
    }

    private static async Task<T> WithServerAsync<T>(string name, Func<int, Task<T>> measure)
    {
        var port = name == "net" ? 21901 : 21902;
        using var server = Start(name, port);
        try
        {
            return await measure(port);
        }
        finally
        {
            server.Kill();
            await server.WaitForExitAsync();
        }
    }

    private static Process Start(string name, int port)
    {
        var start = name == "net"
            ? new ProcessStartInfo("dotnet", [typeof(Comparison).Assembly.Location, "server", $"{port}"])
            : new ProcessStartInfo("node", ["--expose-gc", "server.mjs", $"{port}"]);
        start.Environment.Remove(InlineCompletions);
        start.UseShellExecute = false;
        start.RedirectStandardOutput = true;
        var process = Process.Start(start)!;
        if (process.StandardOutput.ReadLine() != "ready")
        {
            throw new InvalidOperationException($"The {name} server did not start.");
        }

        return process;
    }

    private static async Task<Result> MeasureAsync(int port, TimeSpan time, string measures)
    {
        using var control = new Client(_ => { });
        await control.ConnectAsync(port);
        var (paced, burst, echo, idle) = (default((double Rate, double Cpu)), default((double Rate, double Cpu)), default((double Rate, double Cpu)), default((double Managed, double Resident)));
        if (measures.Contains("paced", StringComparison.Ordinal))
        {
            await BroadcastAsync(port, control, WarmUp, burst: 1);
            paced = await BroadcastAsync(port, control, time, burst: 1);
        }

        if (measures.Contains("burst", StringComparison.Ordinal))
        {
            await BroadcastAsync(port, control, WarmUp, burst: 100);
            burst = await BroadcastAsync(port, control, time, burst: 100);
        }

        if (measures.Contains("echo", StringComparison.Ordinal))
        {
            await EchoAsync(port, control, WarmUp);
            echo = await EchoAsync(port, control, time);
        }

        if (measures.Contains("idle", StringComparison.Ordinal))
        {
            idle = await IdleAsync(port, control);
        }

        return new Result(paced.Rate, paced.Cpu, burst.Rate, burst.Cpu, echo.Rate, echo.Cpu, idle.Managed, idle.Resident);
    }

    /// <summary>Messages per second, and CPU seconds of the server per million. A burst of 1 is sent when the one before has reached everybody.</summary>
    private static async Task<(double Rate, double Cpu)> BroadcastAsync(int port, Client control, TimeSpan time, int burst)
    {
        var received = 0L;
        var expected = 0L;
        var round = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var clients = await ConnectAsync(port, Audience, _ =>
        {
            if (Interlocked.Increment(ref received) == Volatile.Read(ref expected))
            {
                round.TrySetResult();
            }
        });

        // With name, quotes and brackets the event is 200 bytes of JSON.
        var frame = Client.MakeFrame($"42[\"broadcast\",{burst},\"{new string('x', 189)}\"]");
        var before = await StatsAsync(control);
        var start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < time)
        {
            round = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Volatile.Write(ref expected, expected + ((long)burst * Audience));
            control.Send(frame);
            await round.Task.WaitAsync(TimeSpan.FromSeconds(60));
        }

        var elapsed = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var after = await StatsAsync(control);
        clients.ForEach(client => client.Dispose());
        return (received / elapsed, (after.Cpu - before.Cpu) / received * 1e6);
    }

    /// <summary>Round trips per second with one open question per client, and CPU seconds of the server per million.</summary>
    private static async Task<(double Rate, double Cpu)> EchoAsync(int port, Client control, TimeSpan time)
    {
        var frame = Client.MakeFrame("421[\"echo\",{\"id\":12345,\"text\":\"The quick brown fox jumps over the lazy dog\"}]");
        var isOver = false;
        var received = 0L;
        var clients = await ConnectAsync(port, EchoClients, client =>
        {
            Interlocked.Increment(ref received);
            if (!Volatile.Read(ref isOver))
            {
                client.Send(frame);
            }
        });
        var before = await StatsAsync(control);
        var start = Stopwatch.GetTimestamp();
        clients.ForEach(client => client.Send(frame));
        await Task.Delay(time);
        var count = Interlocked.Read(ref received);
        var elapsed = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var after = await StatsAsync(control);
        Volatile.Write(ref isOver, value: true);
        await Task.Delay(TimeSpan.FromMilliseconds(200));
        clients.ForEach(client => client.Dispose());
        return (count / elapsed, (after.Cpu - before.Cpu) / count * 1e6);
    }

    /// <summary>Bytes per idle connection, managed and resident.</summary>
    private static async Task<(double Managed, double Resident)> IdleAsync(int port, Client control)
    {
        await Task.Delay(TimeSpan.FromSeconds(1));
        var before = await StatsAsync(control);
        var clients = await ConnectAsync(port, IdleClients, _ => { });
        await Task.Delay(TimeSpan.FromSeconds(1));
        var after = await StatsAsync(control);
        clients.ForEach(client => client.Dispose());
        return ((after.Managed - before.Managed) / IdleClients, (after.Resident - before.Resident) / IdleClients);
    }

    /// <summary>The same for clients that come to a process that has done nothing before.</summary>
    private static async Task<(double Managed, double Resident)> MeasureFreshAsync(int port)
    {
        using var control = new Client(_ => { });
        await control.ConnectAsync(port);
        return await IdleAsync(port, control);
    }

    private static async Task<List<Client>> ConnectAsync(int port, int count, Action<Client> onMessage)
    {
        var clients = new List<Client>();
        while (clients.Count < count)
        {
            var some = Enumerable.Range(0, Math.Min(50, count - clients.Count)).Select(_ => new Client(onMessage)).ToList();
            await Task.WhenAll(some.Select(client => client.ConnectAsync(port)));
            clients.AddRange(some);
        }

        return clients;
    }

    private static async Task<Stats> StatsAsync(Client control)
    {
        // Acks of broadcasts and the broadcasts themselves come in between.
        while (true)
        {
            var text = await control.AskAsync(Client.MakeFrame("427[\"stats\"]"));
            if (text.StartsWith("437[{", StringComparison.Ordinal))
            {
                return JsonSerializer.Deserialize<Stats>(text[4..^1], JsonSerializerOptions.Web)!;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100));
        }
    }

    private static void Print(List<Result> npm, List<Result> net)
    {
        Console.WriteLine("| measure | npm `socket.io` | SocketIO.Core | ahead by |");
        Console.WriteLine("|---|---|---|---|");
        Row("broadcast, one at a time: messages/s", result => result.Paced, isMoreBetter: true);
        Row("the same: CPU s per million messages", result => result.PacedCpu, isMoreBetter: false);
        Row("broadcast, 100 at a time: messages/s", result => result.Burst, isMoreBetter: true);
        Row("the same: CPU s per million messages", result => result.BurstCpu, isMoreBetter: false);
        Row("echo with ack: round trips/s", result => result.Echo, isMoreBetter: true);
        Row("the same: CPU s per million", result => result.EchoCpu, isMoreBetter: false);
        Row("idle connection: managed bytes", result => result.IdleManaged, isMoreBetter: false);
        Row("idle connection: resident bytes", result => result.IdleResident, isMoreBetter: false);
        Row("the same in a fresh process: managed bytes", result => result.FreshManaged, isMoreBetter: false);
        Row("the same in a fresh process: resident bytes", result => result.FreshResident, isMoreBetter: false);

        void Row(string what, Func<Result, double> measure, bool isMoreBetter)
        {
            var (theirs, ours) = (Median(npm, measure), Median(net, measure));
            if (theirs == 0 && ours == 0)
            {
                return;
            }

            var ratio = isMoreBetter ? ours / theirs : theirs / ours;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {what} | {theirs:N1} | {ours:N1} | {ratio:N2} |"));
        }
    }

    private static double Median(List<Result> results, Func<Result, double> measure) => results.Select(measure).Order().ElementAt(results.Count / 2);

    private sealed record Stats(double Cpu, double Managed, double Resident);

    private sealed record Result(
        double Paced, double PacedCpu, double Burst, double BurstCpu, double Echo, double EchoCpu, double IdleManaged, double IdleResident)
    {
        public double FreshManaged { get; init; }

        public double FreshResident { get; init; }
    }
}
