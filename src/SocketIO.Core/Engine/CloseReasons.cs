namespace SocketIO.Core;

/// <summary>Why a socket was disconnected, in the words of the JavaScript server.</summary>
public static class CloseReasons
{
    /// <summary>The transport failed, or the peer broke its protocol.</summary>
    public const string TransportError = "transport error";

    /// <summary>The connection went away, for instance because a tab was closed.</summary>
    public const string TransportClose = "transport close";

    /// <summary>The client did not answer a ping in time.</summary>
    public const string PingTimeout = "ping timeout";

    /// <summary>The client sent something that is no Engine.IO packet.</summary>
    public const string ParseError = "parse error";

    /// <summary>The client sent an invalid or unexpected Socket.IO packet, did not join a namespace in time, or read too slowly.</summary>
    public const string ForcedClose = "forced close";

    /// <summary>The whole connection was closed by the server.</summary>
    public const string ForcedServerClose = "forced server close";

    /// <summary>The server disconnected the socket.</summary>
    public const string ServerNamespaceDisconnect = "server namespace disconnect";

    /// <summary>The client disconnected the socket.</summary>
    public const string ClientNamespaceDisconnect = "client namespace disconnect";

    /// <summary>The server was closed.</summary>
    public const string ServerShuttingDown = "server shutting down";
}
