using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using SocketIO.Core.Diagnostics;
using SocketIO.Core.Packets;

namespace SocketIO.Core.Engine;

/// <summary>Takes the HTTP requests, finds or makes the session, and answers what is wrong ("HTTP long-polling", "WebSocket").</summary>
internal sealed class EngineServer : IDisposable
{
    private readonly ConcurrentDictionary<string, EngineSession> _sessions = new(StringComparer.Ordinal);
    private readonly Func<EngineSession, HttpContext, IEngineListener> _createListener;
    private readonly CorsHeaders? _cors;
    private volatile bool _isClosed;

    public EngineServer(
        SocketIOOptions options, SocketIOMetrics metrics, ServerLog log, Func<EngineSession, HttpContext, IEngineListener> createListener)
    {
        Options = options;
        Metrics = metrics;
        Log = log;
        _createListener = createListener;
        _cors = options.Cors is null ? null : new CorsHeaders(options.Cors);
        var gate = new Lock();
        PingIntervals = new DeadlineList(gate, options.PingInterval, options.TimeProvider);
        PingTimeouts = new DeadlineList(gate, options.PingTimeout, options.TimeProvider);
        UpgradeTimeouts = new DeadlineList(gate, options.UpgradeTimeout, options.TimeProvider);
        ConnectTimeouts = new DeadlineList(gate, options.ConnectTimeout, options.TimeProvider);
        UpgradePolls = new DeadlineList(gate, TimeSpan.FromMilliseconds(50), options.TimeProvider);
        CloseTimeouts = new DeadlineList(gate, TimeSpan.FromSeconds(5), options.TimeProvider);
        PollingCloseTimeouts = new DeadlineList(gate, TimeSpan.FromSeconds(30), options.TimeProvider);
    }

    public SocketIOOptions Options { get; }

    public SocketIOMetrics Metrics { get; }

    public ServerLog Log { get; }

    public DeadlineList PingIntervals { get; }

    public DeadlineList PingTimeouts { get; }

    public DeadlineList UpgradeTimeouts { get; }

    /// <summary>How long a poll that comes in the middle of an upgrade is held.</summary>
    public DeadlineList UpgradePolls { get; }

    public DeadlineList ConnectTimeouts { get; }

    public DeadlineList CloseTimeouts { get; }

    public DeadlineList PollingCloseTimeouts { get; }

    public int SessionCount => _sessions.Count;

    /// <summary>The sessions without those that only wait for a poll to take their close packet.</summary>
    public int OpenSessionCount => _sessions.Values.Count(session => session.IsOpen);

    /// <summary>Answers a request. That of a WebSocket lasts as long as the connection, and then nothing but the transport waits for it.</summary>
    public Task HandleAsync(HttpContext context)
    {
        var answered = AnswerAsync(context);
        if (!answered.IsCompletedSuccessfully)
        {
            return RunLaterAsync(answered);
        }

#pragma warning disable VSTHRD103 // It is complete; to await it would make the object that is saved here.
        return answered.Result?.RunAsync() ?? Task.CompletedTask;
#pragma warning restore VSTHRD103
    }

    public EngineSession? Find(string id)
    {
        // A timer may be late by some milliseconds; a request must not profit from that.
        var session = _sessions.GetValueOrDefault(id);
        if (session?.IsOverdue != true)
        {
            return session;
        }

        session.Fail(CloseReasons.PingTimeout);
        return null;
    }

    public void Remove(EngineSession session) => _sessions.TryRemove(KeyValuePair.Create(session.Id, session));

    /// <summary>Refuses new sessions and closes those there are.</summary>
    public void Close()
    {
        _isClosed = true;
        foreach (var session in _sessions.Values)
        {
            session.Close(CloseReasons.ForcedClose);
        }
    }

    public void Dispose()
    {
        PingIntervals.Dispose();
        PingTimeouts.Dispose();
        UpgradeTimeouts.Dispose();
        UpgradePolls.Dispose();
        ConnectTimeouts.Dispose();
        CloseTimeouts.Dispose();
        PollingCloseTimeouts.Dispose();
    }

    private static async Task RunLaterAsync(ValueTask<WebSocketTransport?> answered)
    {
        if (await answered is { } transport)
        {
            await transport.RunAsync();
        }
    }

    /// <returns>The WebSocket that the request became, if it did.</returns>
    private async ValueTask<WebSocketTransport?> AnswerAsync(HttpContext context)
    {
        var isWebSocket = WebSocketHandshake.IsRequest(context);
        if (_cors is not null && _cors.Apply(context))
        {
            return null;
        }

        if (_isClosed)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return null;
        }

        var (error, session) = EngineRequest.Verify(context, isWebSocket, this);
        if (error is null && session is null)
        {
            error = await AllowAsync(context);
        }

        if (error is { } refusal)
        {
            Log.HandshakeRefused(refusal.Message);
            await EngineRequest.RefuseAsync(context, refusal, isWebSocket);
        }
        else if (isWebSocket)
        {
            return await OpenWebSocketAsync(context, session);
        }
        else if (session is null)
        {
            await OpenPollingAsync(context);
        }
        else if (session.Polling is not { } polling)
        {
            // Upgraded since it was looked up.
            await EngineRequest.RefuseAsync(context, EngineError.BadRequest, isWebSocket: false);
        }
        else if (HttpMethods.IsGet(context.Request.Method))
        {
            await polling.HandleGetAsync(context);
        }
        else if (HttpMethods.IsPost(context.Request.Method))
        {
            await polling.HandlePostAsync(context);
        }
        else
        {
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
        }

        return null;
    }

    private async ValueTask<EngineError?> AllowAsync(HttpContext context)
    {
        if (Options.AllowRequest is not { } allow)
        {
            return null;
        }

        var refusal = await allow(context);
        return refusal is null ? null : EngineError.Forbidden with { Message = refusal };
    }

    private async Task OpenPollingAsync(HttpContext context)
    {
        var session = CreateSession(context);
        session.Listener.OnRequestEnding();
        var transport = new PollingTransport(session);
        session.Start(transport);
        Options.Cookie?.Append(context, session.Id);
        _sessions[session.Id] = session;
        if (_isClosed)
        {
            session.Drop(CloseReasons.ForcedClose);
        }

        var open = MakeOpenPacket(session, isWebSocket: false);
        context.Response.ContentType = "text/plain; charset=UTF-8";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.ContentLength = open.Text.Length;
        await context.Response.Body.WriteAsync(open.Text);
    }

    private async ValueTask<WebSocketTransport?> OpenWebSocketAsync(HttpContext context, EngineSession? session)
    {
        var isNew = session is null;
        var upgrade = session?.BeginUpgrade();
        if (isNew)
        {
            session = CreateSession(context);
            Options.Cookie?.Append(context, session.Id);
        }

        var pipe = await WebSocketHandshake.AcceptAsync(context, Options.PerMessageDeflate);
        if (pipe is null)
        {
            upgrade?.TryLeave();
            if (isNew)
            {
                session!.Drop(CloseReasons.TransportError);
            }

            return null;
        }

        var isDeflated = Options.PerMessageDeflate && context.Response.Headers.SecWebSocketExtensions.Count > 0;
        var handover = ConnectionHandover.Find(context, pipe);
        var lifetime = handover ?? context.Features.GetRequiredFeature<IHttpRequestLifetimeFeature>();
        var transport = new WebSocketTransport(session!, pipe, lifetime, isDeflated);
        if (handover is null)
        {
            Open(session!, isNew, upgrade, transport);
            return transport;
        }

        session!.Listener.OnRequestEnding();
        handover.Continue(() =>
        {
            Open(session, isNew, upgrade, transport);
            return transport.RunAsync();
        });
        return null;
    }

    private void Open(EngineSession session, bool isNew, TransportUpgrade? upgrade, WebSocketTransport transport)
    {
        if (isNew)
        {
            session.Start(transport);
            _sessions[session.Id] = session;
            session.Send(MakeOpenPacket(session, isWebSocket: true));
            if (_isClosed)
            {
                session.Close(CloseReasons.ForcedClose);
            }
        }
        else if (upgrade?.TryAttach(transport) != true)
        {
            transport.Close();
        }
    }

    private EngineSession CreateSession(HttpContext context)
    {
        Span<byte> random = stackalloc byte[15];
        RandomNumberGenerator.Fill(random);
        return new EngineSession(this, System.Buffers.Text.Base64Url.EncodeToString(random), session => _createListener(session, context));
    }

    private EncodedPacket MakeOpenPacket(EngineSession session, bool isWebSocket)
    {
        var buffer = new PooledBuffer();
        buffer.Start(reserved: 0, sizeHint: 256);
        buffer.WriteByte((byte)'0');
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true }))
        {
            writer.WriteStartObject();
            writer.WriteString("sid"u8, session.Id);
            writer.WriteStartArray("upgrades"u8);
            if (!isWebSocket && Options.AllowUpgrades && Options.Transports.HasFlag(SocketIOTransports.WebSocket))
            {
                writer.WriteStringValue("websocket"u8);
            }

            writer.WriteEndArray();
            writer.WriteNumber("pingInterval"u8, (long)Options.PingInterval.TotalMilliseconds);
            writer.WriteNumber("pingTimeout"u8, (long)Options.PingTimeout.TotalMilliseconds);
            writer.WriteNumber("maxPayload"u8, Options.MaxPayload);
            writer.WriteEndObject();
        }

        var packet = EncodedPacket.Control(EnginePacketKind.Control, buffer.WrittenSpan);
        buffer.Release();
        return packet;
    }
}
