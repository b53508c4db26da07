using System.Globalization;
using System.Net;

namespace SocketIO.Core.EchoHost;

/// <summary>The host of black-box tests, made from its command line.</summary>
public static class EchoApplication
{
    /// <summary>Makes the host; port 0 is any free one. The times are short by default, as in the test suites of the two protocols.</summary>
    public static WebApplication Create(string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            var port = Number("--port", 3000);
            if (port == 0)
            {
                kestrel.Listen(IPAddress.Loopback, port, listen => listen.UseSocketIO());
            }
            else
            {
                kestrel.ListenLocalhost(port, listen => listen.UseSocketIO());
            }
        });
        builder.Services.AddSocketIO(options =>
        {
            options.PingInterval = TimeSpan.FromMilliseconds(Number("--ping-interval", 300));
            options.PingTimeout = TimeSpan.FromMilliseconds(Number("--ping-timeout", 200));
            options.ConnectTimeout = TimeSpan.FromMilliseconds(Number("--connect-timeout", 1_000));
            options.MaxPayload = Number("--max-payload", 1_000_000);
            options.PerMessageDeflate = args.Contains("--deflate", StringComparer.Ordinal);
            options.Cors = args.Contains("--no-cors", StringComparer.Ordinal) ? null : new SocketIOCorsOptions { Origins = { "*" } };
        });

        var app = builder.Build();
        app.MapSocketIO(Value("--path") ?? "/socket.io/", EchoHandlers.Map);
        return app;

        string? Value(string name)
        {
            var at = Array.IndexOf(args, name);
            return at >= 0 && at + 1 < args.Length ? args[at + 1] : null;
        }

        int Number(string name, int fallback) => Value(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : fallback;
    }
}
