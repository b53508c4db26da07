using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace SocketIO.Core;

/// <summary>Settings of a Socket.IO server. The defaults are those of the JavaScript server, unless a remark says otherwise.</summary>
public sealed class SocketIOOptions
{
    /// <summary>How long after a pong the next ping goes out (Engine.IO, "Heartbeat"). 25 seconds.</summary>
    public TimeSpan PingInterval { get; set; } = TimeSpan.FromSeconds(25);

    /// <summary>How long a client may take to answer a ping (Engine.IO, "Heartbeat"). 20 seconds.</summary>
    public TimeSpan PingTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How long an upgrade from long-polling may take (Engine.IO, "Upgrade"). 10 seconds.</summary>
    public TimeSpan UpgradeTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a client may stay without joining a namespace (Socket.IO, "Connection to a namespace"). 45 seconds.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(45);

    /// <summary>The longest message or POST body a client may send, in bytes (Engine.IO, "Handshake", maxPayload). 1,000,000.</summary>
    public int MaxPayload { get; set; } = 1_000_000;

    /// <summary>The most binary attachments of one packet. 10.</summary>
    public int MaxAttachments { get; set; } = 10;

    /// <summary>The most bytes that the attachments of one packet may add up to. 10,000,000.</summary>
    public int MaxAttachmentBytes { get; set; } = 10_000_000;

    /// <summary>The deepest JSON a client may send; deeper packets close the connection. 1,000. The JavaScript server has no limit and can crash.</summary>
    public int MaxDepth { get; set; } = 1_000;

    /// <summary>The transports that are offered. Both.</summary>
    public SocketIOTransports Transports { get; set; } = SocketIOTransports.Polling | SocketIOTransports.WebSocket;

    /// <summary>Whether a long-polling session may move to a WebSocket (Engine.IO, "Upgrade"). True.</summary>
    public bool AllowUpgrades { get; set; } = true;

    /// <summary>Cross-origin requests; null (the default) adds no headers, so that browsers allow the own origin only.</summary>
    public SocketIOCorsOptions? Cors { get; set; }

    /// <summary>
    /// Decides about a handshake. The result is null to allow it, or the message of the refusal: code 4 and status 403 for long-polling,
    /// status 400 with the bare message for a WebSocket. Null: all are allowed.
    /// </summary>
    public Func<HttpContext, ValueTask<string?>>? AllowRequest { get; set; }

    /// <summary>A cookie with the session id, for load balancers. Null: none.</summary>
    public SocketIOCookie? Cookie { get; set; }

    /// <summary>Offers permessage-deflate (RFC 7692) for messages of 1,024 bytes and more, without context takeover. False.</summary>
    public bool PerMessageDeflate { get; set; }

    /// <summary>Compresses long-polling answers of 1,024 bytes and more for clients that accept gzip. True.</summary>
    public bool HttpCompression { get; set; } = true;

    /// <summary>Keeps rooms and missed packets for clients that come back (connection state recovery). Null: off.</summary>
    public ConnectionStateRecoveryOptions? ConnectionStateRecovery { get; set; }

    /// <summary>Removes a namespace made by a predicate when its last socket leaves. False.</summary>
    public bool CleanupEmptyChildNamespaces { get; set; }

    /// <summary>
    /// How many packets may wait for a client that does not read. 50,000. A client that reads may fall behind further, up to
    /// <see cref="MaxBacklogBytes"/>; see <see cref="SlowReaderGrace"/>. The JavaScript server has no limit.
    /// </summary>
    public int MaxQueuedPackets { get; set; } = 50_000;

    /// <summary>How many bytes may wait for a client that does not read; one packet may always wait. 33,554,432.</summary>
    public long MaxQueuedBytes { get; set; } = 32 * 1024 * 1024;

    /// <summary>
    /// A client with more waiting than <see cref="MaxQueuedPackets"/> or <see cref="MaxQueuedBytes"/> counts as slow once it has taken
    /// nothing for this long. 10 seconds. Zero makes these two limits hold for every client at once.
    /// </summary>
    public TimeSpan SlowReaderGrace { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How many bytes may wait for any client, also for one that reads. 536,870,912. Whoever sends a lot at once waits with
    /// <see cref="Socket.FlushAsync"/> instead of coming near.
    /// </summary>
    public long MaxBacklogBytes { get; set; } = 512 * 1024 * 1024;

    /// <summary>What happens to a client that is slow by these limits. It is disconnected.</summary>
    public SlowReaderPolicy SlowReaderPolicy { get; set; } = SlowReaderPolicy.Disconnect;

    /// <summary>How many asynchronous event handlers of one socket may run at once; further events wait in their order. 64.</summary>
    public int MaxConcurrentHandlers { get; set; } = 64;

    /// <summary>
    /// How many events of one socket may wait for a handler; reading pauses at the limit. 10,000. Acknowledgements and heartbeats are taken
    /// meanwhile, so that handlers can wait for them.
    /// </summary>
    public int MaxWaitingEvents { get; set; } = 10_000;

    /// <summary>How many bytes the waiting events of one socket may add up to; one may always wait. 8,388,608.</summary>
    public long MaxWaitingBytes { get; set; } = 8 * 1024 * 1024;

    /// <summary>How arguments are written and read. Give a source-generated resolver here for trimmed programs.</summary>
    public JsonSerializerOptions JsonSerializerOptions { get; set; } = new(JsonSerializerDefaults.Web);

    /// <summary>The clock of all timers.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Makes the adapter of each namespace; null is the adapter in memory.</summary>
    public Func<Namespace, ISocketAdapter>? Adapter { get; set; }

    internal void Validate()
    {
        Require(PingInterval > TimeSpan.Zero, nameof(PingInterval));
        Require(PingTimeout > TimeSpan.Zero, nameof(PingTimeout));
        Require(UpgradeTimeout > TimeSpan.Zero, nameof(UpgradeTimeout));
        Require(ConnectTimeout > TimeSpan.Zero || ConnectTimeout == Timeout.InfiniteTimeSpan, nameof(ConnectTimeout));
        Require(MaxPayload is > 0 and <= 1_000_000_000, nameof(MaxPayload));
        Require(MaxAttachments is >= 0 and <= 1_000_000, nameof(MaxAttachments));
        Require(MaxAttachmentBytes > 0, nameof(MaxAttachmentBytes));
        Require(MaxDepth > 0, nameof(MaxDepth));
        Require(MaxQueuedPackets > 0, nameof(MaxQueuedPackets));
        Require(MaxQueuedBytes > 0, nameof(MaxQueuedBytes));
        Require(SlowReaderGrace >= TimeSpan.Zero, nameof(SlowReaderGrace));
        Require(MaxBacklogBytes >= MaxQueuedBytes, nameof(MaxBacklogBytes));
        Require(MaxConcurrentHandlers > 0, nameof(MaxConcurrentHandlers));
        Require(MaxWaitingEvents > 0, nameof(MaxWaitingEvents));
        Require(MaxWaitingBytes > 0, nameof(MaxWaitingBytes));
        Require(Transports != SocketIOTransports.None, nameof(Transports));
    }

    private static void Require(bool condition, string name)
    {
        if (!condition)
        {
            throw new ArgumentOutOfRangeException(name, $"The Socket.IO option {name} is out of range.");
        }
    }
}

/// <summary>The transports of Engine.IO.</summary>
[Flags]
public enum SocketIOTransports
{
    /// <summary>No transport.</summary>
    None = 0,

    /// <summary>HTTP long-polling.</summary>
    Polling = 1,

    /// <summary>WebSocket.</summary>
    WebSocket = 2,
}

/// <summary>What happens when the queue of a client is full.</summary>
public enum SlowReaderPolicy
{
    /// <summary>The client is disconnected with the reason <c>forced close</c>.</summary>
    Disconnect,

    /// <summary>The new packet is dropped for this client.</summary>
    DropNewest,
}

/// <summary>Cross-origin settings.</summary>
public sealed class SocketIOCorsOptions
{
    /// <summary>The allowed origins; <c>*</c> is any.</summary>
    public IList<string> Origins { get; } = [];

    /// <summary>The methods a preflight allows.</summary>
    public IList<string> Methods { get; } = ["GET", "HEAD", "PUT", "PATCH", "POST", "DELETE"];

    /// <summary>The headers a preflight allows; when empty, those it asks for.</summary>
    public IList<string> AllowedHeaders { get; } = [];

    /// <summary>Whether cookies may be sent along. False.</summary>
    public bool AllowCredentials { get; set; }

    /// <summary>How long a browser may keep the answer to a preflight. Null: its default.</summary>
    public TimeSpan? MaxAge { get; set; }
}

/// <summary>The session cookie.</summary>
public sealed class SocketIOCookie
{
    /// <summary>The name. <c>io</c>.</summary>
    public string Name { get; set; } = "io";

    /// <summary>The other attributes: path <c>/</c>, HttpOnly, SameSite=Lax.</summary>
    public CookieOptions Options { get; set; } = new() { Path = "/", HttpOnly = true, SameSite = SameSiteMode.Lax };

    internal void Append(HttpContext context, string id) => context.Response.Cookies.Append(Name, id, Options);
}

/// <summary>Settings of connection state recovery.</summary>
public sealed class ConnectionStateRecoveryOptions
{
    /// <summary>How long a client may be away. 2 minutes.</summary>
    public TimeSpan MaxDisconnectionDuration { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Whether the middleware is left out for a socket that was recovered. True.</summary>
    public bool SkipMiddlewares { get; set; } = true;

    /// <summary>The most packets that are kept per namespace; the oldest go first. 10,000. The JavaScript server has no limit.</summary>
    public int MaxKeptPackets { get; set; } = 10_000;
}
