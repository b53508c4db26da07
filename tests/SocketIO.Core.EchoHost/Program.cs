using System.Globalization;
using SocketIO.Core;
using SocketIO.Core.EchoHost;

var port = Number("--port", 3000);
var path = Value("--path") ?? "/socket.io/";

var builder = WebApplication.CreateSlimBuilder();
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenLocalhost(port));
builder.Services.AddSocketIO(options =>
{
    options.PingInterval = TimeSpan.FromMilliseconds(Number("--ping-interval", 25_000));
    options.PingTimeout = TimeSpan.FromMilliseconds(Number("--ping-timeout", 20_000));
    options.ConnectTimeout = TimeSpan.FromMilliseconds(Number("--connect-timeout", 45_000));
    options.MaxPayload = Number("--max-payload", 1_000_000);
    options.PerMessageDeflate = args.Contains("--deflate", StringComparer.Ordinal);
    options.Cors = args.Contains("--no-cors", StringComparer.Ordinal) ? null : new SocketIOCorsOptions { Origins = { "*" } };
});

var app = builder.Build();
app.MapSocketIO(path, EchoHandlers.Map);
await app.StartAsync();
Console.WriteLine($"listening on http://127.0.0.1:{port}{path}");
await app.WaitForShutdownAsync();

string? Value(string name)
{
    var at = Array.IndexOf(args, name);
    return at >= 0 && at + 1 < args.Length ? args[at + 1] : null;
}

int Number(string name, int fallback) => Value(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : fallback;
