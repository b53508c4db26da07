using SocketIO.Core;

namespace Kuma.Web.Sockets;

/// <summary>The other connections of a user.</summary>
internal sealed class OtherSessions(SocketIOServer io)
{
    /// <summary>Tells them to reload, then disconnects them.</summary>
    public async ValueTask SignOutAsync(ClientSession session)
    {
        if (session.Room is { } room)
        {
            var others = io.To(room).Except(session.Socket.Id);
            await others.EmitAsync(ServerEvents.Refresh);
            await others.DisconnectSocketsAsync();
        }
    }
}
