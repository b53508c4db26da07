using SocketIO.Core;

namespace Kuma.Web.Sockets;

/// <summary>
/// An event that the server sends. Events go out by these values alone (in this project names as text are banned, see BannedSymbols.Web.txt), so that what
/// <c>/asyncapi.json</c> says of them is all there is.
/// </summary>
/// <param name="Name">The wire's name.</param>
/// <param name="To">Who gets it.</param>
/// <param name="When">When it is sent.</param>
/// <param name="Arguments">The arguments, all always there, in their order.</param>
internal sealed record ServerEvent(string Name, string To, string When, params EventValue[] Arguments);

/// <summary>Sends events.</summary>
internal static class ServerEventEmission
{
#pragma warning disable RS0030 // The one place where events become names.
    public static ValueTask EmitAsync(this Socket socket, ServerEvent told, params ReadOnlySpan<object?> args) => socket.EmitAsync(told.Name, args);

    public static ValueTask EmitAsync(this BroadcastOperator clients, ServerEvent told, params ReadOnlySpan<object?> args) =>
        clients.EmitAsync(told.Name, args);
#pragma warning restore RS0030
}
