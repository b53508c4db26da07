using Kuma.Application.Common;
using Kuma.Domain.Common;
using SocketIO.Core;

namespace Kuma.Web.Sockets;

/// <summary>One client's connection and who is signed in on it.</summary>
internal sealed class ClientSession(Socket socket, string? address)
{
    private const string Key = "kuma.session";

    public Socket Socket { get; } = socket;

    /// <summary>Who asks through this connection.</summary>
    public Actor Actor { get; private set; } = new(UserId: null, address);

    public UserId? UserId => Actor.UserId;

    /// <summary>The room of everything that belongs to the user.</summary>
    public string? Room => UserId is { } user ? Rooms.Of(user) : null;

    public static ClientSession Of(Socket socket) => (ClientSession)socket.Items[Key]!;

    public static ClientSession Open(Socket socket, string? address)
    {
        var session = new ClientSession(socket, address);
        socket.Items[Key] = session;
        return session;
    }

    public async ValueTask SignInAsync(UserId user)
    {
        if (UserId is { } previous && previous != user)
        {
            await Socket.LeaveAsync(Rooms.Of(previous));
        }

        Actor = new Actor(user, address);
        await Socket.JoinAsync(Rooms.Of(user));
    }

    public async ValueTask SignOutAsync()
    {
        if (Room is { } room)
        {
            await Socket.LeaveAsync(room);
        }

        Actor = new Actor(UserId: null, address);
    }
}
