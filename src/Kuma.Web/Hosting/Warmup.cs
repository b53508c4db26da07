using System.Diagnostics;
using System.Reflection;
using System.Runtime.CompilerServices;
using Kuma.Application.Monitors;
using Kuma.Domain.Heartbeats;
using SocketIO.Core;

namespace Kuma.Web.Hosting;

/// <summary>
/// Compiles Kuma's own methods once it listens, beside its work: the first dashboard would otherwise wait half a second for them to be compiled one after
/// another. Once per process.
/// </summary>
internal sealed partial class Warmup(IHostApplicationLifetime lifetime, ILogger<Warmup> logger) : IHostedService
{
    private static readonly Assembly[] Own =
        [typeof(Socket).Assembly, typeof(Warmup).Assembly, typeof(IMonitorViews).Assembly, typeof(Heartbeat).Assembly];

    private static int _begun;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _begun, 1) == 0)
        {
            lifetime.ApplicationStarted.Register(() =>
                new Thread(Compile) { IsBackground = true, Priority = ThreadPriority.BelowNormal, Name = "Kuma warm-up" }.Start());
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static bool CanCompile(MethodBase method) =>
        !method.IsAbstract && !method.ContainsGenericParameters && method.GetMethodBody() is not null;

    private void Compile()
    {
        const BindingFlags all =
            BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;
        var start = Stopwatch.GetTimestamp();
        var methods =
            from assembly in Own
            from type in assembly.GetTypes()
            where !type.ContainsGenericParameters
            from method in type.GetMethods(all).Cast<MethodBase>().Concat(type.GetConstructors(all))
            where CanCompile(method)
            select method;
        var count = 0;
        foreach (var method in methods.TakeWhile(_ => !lifetime.ApplicationStopping.IsCancellationRequested))
        {
            RuntimeHelpers.PrepareMethod(method.MethodHandle);
            count++;
        }

        Log.Done(logger, count, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
    }

    private static partial class Log
    {
        [LoggerMessage(1302, LogLevel.Debug, "Compiled {Methods} methods ahead in {Elapsed:0} ms")]
        public static partial void Done(ILogger logger, int methods, double elapsed);
    }
}
