using System.Net.WebSockets;
using System.Text;
using Kuma.Application.Monitors;
using Kuma.Application.Settings;
using Kuma.Application.Users;
using Kuma.Domain.Common;
using Kuma.Domain.Users;
using Kuma.Web.Contracts;
using SocketIO.Core;

namespace Kuma.Web.Sockets;

/// <summary>
/// Plays a sign-in to itself right after the start, so that the first person does not wait until all of its path is compiled and its SQL is known: a
/// connection from this process to its own address, with each of the two feeds. Nobody is signed in, nothing is written, no limit is touched and no client
/// hears of it. The lists of the first user are read, and the beats of a few monitors are sent to that connection alone.
/// </summary>
internal sealed partial class SignInRehearsal(
    SocketIOServer io, LoginSequence sequence, IMonitorDirectory directory, IMonitorViews views, IUserRepository users, IPasswordHasher hasher,
    ISessionTokens tokens, ISettingStore settings, ILogger<SignInRehearsal> logger)
{
    /// <summary>Enough for every serialiser to meet its values, few enough to cost nothing with 10,000 monitors.</summary>
    private const int Monitors = 20;

    /// <summary>Owns nothing: the ids of users begin with 1.</summary>
    private static readonly UserId Nobody = new(0);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Plays it. It may fail, for instance behind a firewall of this machine: then the first sign-in is half a second slower.</summary>
    /// <returns>Whether it was played to its end.</returns>
    public async Task<bool> RunAsync(Uri address, CancellationToken stopping)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        deadline.CancelAfter(Patience);
        try
        {
            // Before the setup there is nothing to show; without authentication a connection is sent everything at once.
            if (await users.FindFirstAsync(deadline.Token) is not { } user || await settings.IsOnAsync(SettingKeys.DisableAuth, deadline.Token))
            {
                return false;
            }

            foreach (var lean in new[] { false, true })
            {
                await PlayAsync(address, user, lean, deadline.Token);
            }

            await users.FindByNameAsync(user.Username, deadline.Token);
            _ = hasher.Verify("", user.PasswordHash);
            await tokens.IssueAsync(user, deadline.Token);
            return true;
        }
        catch (Exception e)
        {
            Log.Failed(logger, e);
            return false;
        }
    }

    private async Task PlayAsync(Uri address, User user, bool lean, CancellationToken cancellationToken)
    {
        using var client = new ClientWebSocket();
        client.Options.Proxy = null;
        client.Options.DangerousDeflateOptions = lean ? new WebSocketDeflateOptions() : null;
#pragma warning disable CA5359 // The certificate is our own, for a name that is not this address; no secret goes over this connection.
        client.Options.RemoteCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359
        var scheme = address.Scheme == Uri.UriSchemeHttps ? "wss" : "ws";
        await client.ConnectAsync(
            new UriBuilder(address) { Scheme = scheme, Path = "/socket.io/", Query = "EIO=4&transport=websocket" }.Uri, cancellationToken);
        await ReadUntilAsync(client, "0", cancellationToken);
        await SendAsync(client, lean ? """40{"feed":"lean"}""" : "40", cancellationToken);
        var id = System.Text.Json.JsonElement.Parse((await ReadUntilAsync(client, "40", cancellationToken)).AsSpan(2)).GetProperty("sid").GetString();
        await ReadUntilAsync(client, "42[\"loginRequired\"", cancellationToken);
        await SendAsync(client, "420[\"loginByToken\",\"e30.e30.e30\"]", cancellationToken);
        await ReadUntilAsync(client, "430", cancellationToken);
        if (io.Root.Sockets.FirstOrDefault(socket => socket.Id == id) is { } own)
        {
            var last = ReadUntilAsync(client, "42[\"autoLogin\"", cancellationToken);
            await SendListsAsync(ClientSession.Of(own), user.Id, cancellationToken);
            await own.EmitAsync(ServerEvents.AutoLogin);
            await last;
        }

        await client.CloseAsync(WebSocketCloseStatus.NormalClosure, statusDescription: null, cancellationToken);
    }

    private async Task SendListsAsync(ClientSession session, UserId user, CancellationToken cancellationToken)
    {
        await sequence.RunAsync(session, Nobody, cancellationToken);
        if (io.RoomSize(Rooms.Of(user)) == 0)
        {
            await sequence.ListsAsync(session, user, cancellationToken);
        }

        var few = directory.OwnedBy(user).Take(Monitors).Select(monitor => monitor.Id).ToList();
        var shown = (await views.FindAsync(few, cancellationToken)).Values;
        await session.Socket.EmitAsync(ServerEvents.MonitorList, new RawJson(MonitorWriter.Keyed(shown)));
        await session.Socket.EmitAsync(ServerEvents.LeanMonitors, new RawJson(LeanWriter.Defaults), new RawJson(LeanWriter.Monitors(shown)));
        await sequence.HistoriesAsync(session, few, cancellationToken);
    }

    /// <summary>Reads until a message that begins with this text, and returns it.</summary>
    private static async Task<string> ReadUntilAsync(ClientWebSocket client, string beginning, CancellationToken cancellationToken)
    {
        var buffer = new byte[16 * 1024];
        while (true)
        {
            var message = new StringBuilder();
            ValueWebSocketReceiveResult part;
            do
            {
                part = await client.ReceiveAsync(buffer.AsMemory(), cancellationToken);
                message.Append(Encoding.UTF8.GetString(buffer, 0, part.Count));
            }
            while (!part.EndOfMessage);

            if (part.MessageType is WebSocketMessageType.Close)
            {
                throw new WebSocketException(WebSocketError.ConnectionClosedPrematurely);
            }

            var text = message.ToString();
            if (text.StartsWith(beginning, StringComparison.Ordinal))
            {
                return text;
            }
        }
    }

    private static ValueTask SendAsync(ClientWebSocket client, string text, CancellationToken cancellationToken) =>
        client.SendAsync(Encoding.UTF8.GetBytes(text).AsMemory(), WebSocketMessageType.Text, endOfMessage: true, cancellationToken);

    private static partial class Log
    {
        [LoggerMessage(EventId = 3040, Level = LogLevel.Debug, Message = "The rehearsal of a sign-in failed; the first one is a little slower.")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
