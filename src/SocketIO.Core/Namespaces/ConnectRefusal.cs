namespace SocketIO.Core;

/// <summary>Why a middleware refuses a client; sent as CONNECT_ERROR (Socket.IO, "Connection to a namespace").</summary>
/// <param name="Message">The text, <c>err.message</c> in a JavaScript client.</param>
/// <param name="Data">More, as JSON; <c>err.data</c> in a JavaScript client. Null: none.</param>
public sealed record ConnectRefusal(string Message, object? Data = null);
