using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SocketIO.Core.EchoHost;

namespace SocketIO.Core.Tests.Wire;

/// <summary>A Kestrel on a free port with a Socket.IO server: that of the echo host unless a test brings handlers of its own.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private TestServer(WebApplication app, LogList log)
    {
        _app = app;
        Log = log;
        Io = app.Services.GetRequiredService<SocketIOServer>();
        Address = new Uri(app.Urls.First());
    }

    public SocketIOServer Io { get; }

    public Uri Address { get; }

    public LogList Log { get; }

    public static async Task<TestServer> StartAsync(
        Action<SocketIOOptions>? configure = null,
        Action<SocketIOServer>? map = null,
        Action<KestrelServerOptions>? kestrel = null,
        Action<WebApplication>? pipeline = null,
        string path = "/socket.io/")
    {
        var builder = WebApplication.CreateSlimBuilder();
        var log = new LogList();
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Debug).AddProvider(log);
        builder.WebHost.ConfigureKestrel(options =>
        {
            if (kestrel is null)
            {
                // The other way is that of the official client's tests.
                options.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.UseSocketIO());
            }

            kestrel?.Invoke(options);
        });
        builder.Services.AddSocketIO(configure);
        var app = builder.Build();
        pipeline?.Invoke(app);
        app.MapSocketIO(path, map ?? EchoHandlers.Map);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new TestServer(app, log);
    }

    /// <summary>Opens a session by long-polling.</summary>
    public Task<PollingWire> PollAsync() => PollingWire.OpenAsync(Address);

    /// <summary>Opens a session by WebSocket and takes the open packet.</summary>
    public async Task<WebSocketWire> SocketAsync()
    {
        var wire = await WebSocketWire.ConnectAsync(Address, "/socket.io/?EIO=4&transport=websocket");
        wire.Open = await wire.NextAsync() ?? throw new IOException("The connection was closed before the open packet.");
        return wire;
    }

    /// <summary>Opens a session by either transport.</summary>
    public async Task<IWire> OpenAsync(string transport) => transport == "polling" ? await PollAsync() : await SocketAsync();

    /// <summary>Opens a session and joins a namespace of the echo host.</summary>
    public async Task<IWire> JoinAsync(string transport, string nsp = "/", string auth = "")
    {
        var wire = await OpenAsync(transport);
        await wire.JoinAsync(nsp, auth);
        return wire;
    }

    public HttpClient Http() => new(new SocketsHttpHandler()) { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(20) };

    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await _app.StopAsync(limit.Token);
        await _app.DisposeAsync();
    }
}

/// <summary>What the Socket.IO server logged, and errors of any other part.</summary>
internal sealed class LogList : ILoggerProvider
{
    private readonly ConcurrentQueue<(LogLevel Level, EventId Id, string Text)> _lines = new();

    public IReadOnlyCollection<(LogLevel Level, EventId Id, string Text)> Lines => _lines;

    public ILogger CreateLogger(string categoryName) =>
        new Logger(_lines, categoryName == typeof(SocketIOServer).FullName ? LogLevel.Debug : LogLevel.Error);

    public void Dispose()
    {
        // Nothing to release: the lines are read after the server has stopped.
    }

    private sealed class Logger(ConcurrentQueue<(LogLevel Level, EventId Id, string Text)> lines, LogLevel least) : ILogger
    {
        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel >= least)
            {
                lines.Enqueue((logLevel, eventId, formatter(state, exception)));
            }
        }

        public bool IsEnabled(LogLevel logLevel) => logLevel >= least;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;
    }
}
