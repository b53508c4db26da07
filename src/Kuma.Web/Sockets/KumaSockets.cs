using Kuma.Application.Settings;
using Kuma.Application.Users;
using SocketIO.Core;

namespace Kuma.Web.Sockets;

/// <summary>Puts the event map on the Socket.IO server.</summary>
internal sealed class KumaSockets(
    EventDispatcher dispatcher, ServerInfo info, LoginSequence sequence, IUserRepository users, ISettingStore settings,
    ClientAddresses addresses, IHostApplicationLifetime lifetime)
{
    public async ValueTask ConnectAsync(Socket socket)
    {
        var session = ClientSession.Open(socket, addresses.Of(socket.Handshake));

        // Attached before anything is sent: a client may sign in at once.
        socket.OnAny(message => dispatcher.DispatchAsync(session, message, lifetime.ApplicationStopping));
        var stopping = lifetime.ApplicationStopping;
        await info.SendAsync(session, full: false, stopping);
        var first = await users.FindFirstAsync(stopping);
        if (first is null)
        {
            await socket.EmitAsync(ServerEvents.Setup);
        }

        if (!await settings.IsOnAsync(SettingKeys.DisableAuth, stopping))
        {
            await socket.EmitAsync(ServerEvents.LoginRequired);
        }
        else if (first is not null)
        {
            await sequence.RunAsync(session, first.Id, stopping);
            await socket.EmitAsync(ServerEvents.AutoLogin);
        }
    }
}
