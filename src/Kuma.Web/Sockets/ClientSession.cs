using System.Text.Json;
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

    /// <summary>Whether the client asked for the lean feed when it connected: <c>{"feed":"lean"}</c>.</summary>
    public bool IsLean { get; } = socket.Handshake.Auth is { ValueKind: JsonValueKind.Object } auth && auth.TextField("feed") is "lean";

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
            await LeaveAsync(previous);
        }

        Actor = new Actor(user, address);
        await Socket.JoinAsync(IsLean ? [Rooms.Of(user), Rooms.LeanOf(user)] : [Rooms.Of(user)]);
    }

    public async ValueTask SignOutAsync()
    {
        if (UserId is { } user)
        {
            await LeaveAsync(user);
        }

        Actor = new Actor(UserId: null, address);
    }

    private async ValueTask LeaveAsync(UserId user)
    {
        await Socket.LeaveAsync(Rooms.Of(user));
        await Socket.LeaveAsync(Rooms.LeanOf(user));
    }
}
