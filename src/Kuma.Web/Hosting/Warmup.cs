using System.Reflection;
using System.Runtime.CompilerServices;
using Kuma.Application.Monitors;
using Kuma.Domain.Heartbeats;
using Kuma.Web.StatusPages;
using SocketIO.Core;

namespace Kuma.Web.Hosting;

/// <summary>
/// Compiles Kuma's own methods while the database starts and the history is loaded: the first dashboard would otherwise wait half a second for them to be
/// compiled one after another. Once per process.
/// </summary>
internal static class Warmup
{
    private static readonly Assembly[] Own =
        [typeof(Socket).Assembly, typeof(Warmup).Assembly, typeof(IMonitorViews).Assembly, typeof(Heartbeat).Assembly];

    private static int _begun;

    public static void Begin()
    {
        if (Interlocked.Exchange(ref _begun, 1) == 0)
        {
            new Thread(Compile) { IsBackground = true, Priority = ThreadPriority.BelowNormal, Name = "Kuma warm-up" }.Start();
        }
    }

    private static void Compile()
    {
        const BindingFlags all =
            BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;
        var methods =
            from assembly in Own
            from type in assembly.GetTypes()
            where !type.ContainsGenericParameters
            from method in type.GetMethods(all).Cast<MethodBase>().Concat(type.GetConstructors(all))
            where !method.IsAbstract && !method.ContainsGenericParameters && method.GetMethodBody() is not null
            select method.MethodHandle;
        try
        {
            foreach (var method in methods)
            {
                RuntimeHelpers.PrepareMethod(method);
            }

            SafeMarkdown.Warm();
        }
        catch (Exception e) when (e is TypeLoadException or ReflectionTypeLoadException or IOException or BadImageFormatException or MissingMemberException)
        {
            // A part that is not installed. Whoever needs it hears of it then; here it costs nothing but time later.
        }
    }
}
