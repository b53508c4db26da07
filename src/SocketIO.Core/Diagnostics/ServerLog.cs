using Microsoft.Extensions.Logging;

namespace SocketIO.Core.Diagnostics;

/// <summary>Everything the server writes to the log.</summary>
internal sealed partial class ServerLog(ILogger logger)
{
    [LoggerMessage(1, LogLevel.Debug, "A handshake was refused: {Reason}")]
    private static partial void LogHandshakeRefused(ILogger logger, string reason);

    [LoggerMessage(2, LogLevel.Warning, "Session {SessionId} reads too slowly and is disconnected")]
    private static partial void LogSlowReader(ILogger logger, string sessionId);

    [LoggerMessage(3, LogLevel.Debug, "Session {SessionId} sent an invalid Socket.IO packet and is closed")]
    private static partial void LogInvalidPacket(ILogger logger, string sessionId);

    [LoggerMessage(4, LogLevel.Error, "The handler of event {EventName} failed")]
    private static partial void LogHandlerFailed(ILogger logger, Exception exception, string eventName);

    [LoggerMessage(5, LogLevel.Error, "A {Kind} handler failed")]
    private static partial void LogCallbackFailed(ILogger logger, Exception exception, string kind);

    [LoggerMessage(6, LogLevel.Debug, "Socket {SocketId} joined {Namespace}")]
    private static partial void LogConnected(ILogger logger, string socketId, string @namespace);

    [LoggerMessage(7, LogLevel.Debug, "Socket {SocketId} left {Namespace}: {Reason}")]
    private static partial void LogDisconnected(ILogger logger, string socketId, string @namespace, string reason);

    public void HandshakeRefused(string reason) => LogHandshakeRefused(logger, reason);

    public void SlowReader(string sessionId) => LogSlowReader(logger, sessionId);

    public void InvalidPacket(string sessionId) => LogInvalidPacket(logger, sessionId);

    public void HandlerFailed(Exception exception, string eventName) => LogHandlerFailed(logger, exception, eventName);

    public void CallbackFailed(Exception exception, string kind) => LogCallbackFailed(logger, exception, kind);

    public void Connected(string socketId, string name) => LogConnected(logger, socketId, name);

    public void Disconnected(string socketId, string name, string reason) => LogDisconnected(logger, socketId, name, reason);
}
