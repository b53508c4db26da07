using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using SocketIO.Core.Engine;
using SocketIO.Core.Packets;

namespace SocketIO.Core;

/// <summary>One connection: reads packets and hands them to the socket of their namespace.</summary>
internal sealed class ClientConnection : IEngineListener
{
    private readonly SocketIOServer _server;
    private readonly PacketDecoder _decoder;
    private ConnectDeadline? _connectDeadline;
    private Entry[] _entries = [];
    private bool _isClosed;

    public ClientConnection(SocketIOServer server, EngineSession session, HttpContext context)
    {
        _server = server;
        Session = session;
        Request = new HandshakeRequest(context, server.Options.TimeProvider.GetUtcNow());
        _decoder = new PacketDecoder(server.Options.MaxAttachments, server.Options.MaxDepth, server.Options.MaxAttachmentBytes);
        _connectDeadline = new ConnectDeadline(this);
        server.Engine.ConnectTimeouts.Set(_connectDeadline);
    }

    public EngineSession Session { get; }

    public HandshakeRequest Request { get; }

    public ValueTask OnText(ReadOnlySpan<byte> text) => Take(_decoder.AddText(text, out var packet), in packet);

    public ValueTask OnBinary(ReadOnlySpan<byte> bytes) => Take(_decoder.AddBinary(bytes, out var packet), in packet);

    public void OnClosed(string reason)
    {
        Entry[] entries;
        lock (Session.Gate)
        {
            _isClosed = true;
            entries = _entries;
        }

        CancelConnectDeadline();
        foreach (var entry in entries)
        {
            entry.Socket?.OnConnectionClosed(reason);
        }
    }

    public void OnRequestEnding() => Request.Detach();

    /// <summary>Disconnects every socket, then closes.</summary>
    public void DisconnectAll()
    {
        foreach (var socket in GetSockets())
        {
            if (socket.Connected)
            {
                socket.DisconnectFromServer();
            }
        }

        Session.Close(CloseReasons.ForcedServerClose);
    }

    public void Remove(Socket socket)
    {
        lock (Session.Gate)
        {
            _entries = Array.FindAll(_entries, entry => !ReferenceEquals(entry.Socket, socket));
        }
    }

    public Socket[] GetSockets()
    {
        lock (Session.Gate)
        {
            return [.. _entries.Where(entry => entry.Socket is not null).Select(entry => entry.Socket!)];
        }
    }

    private ValueTask Take(DecodeStatus status, in DecodedPacket packet)
    {
        if (status == DecodeStatus.Incomplete)
        {
            return ValueTask.CompletedTask;
        }

        if (status == DecodeStatus.Complete)
        {
            _server.Metrics.PacketReceived();
            return Route(in packet);
        }

        return Refuse();
    }

    private ValueTask Refuse()
    {
        _server.Log.InvalidPacket(Session.Id);
        _decoder.Reset();
        Session.Refuse(CloseReasons.ForcedClose);
        return ValueTask.CompletedTask;
    }

    private ValueTask Route(in DecodedPacket packet)
    {
        var entry = Find(packet.Namespace);
        if (packet.Type == PacketType.Connect)
        {
            return entry is null ? Connect(in packet) : Refuse();
        }

        if (entry is null || packet.Type == PacketType.ConnectError)
        {
            return Refuse();
        }

        if (entry.Connecting is { IsCompleted: false } connecting)
        {
            // The middleware has not decided yet: what follows has to wait, and with it the reader.
            return RouteLaterAsync(connecting, packet);
        }

        if (entry.Socket is not { } socket)
        {
            return Refuse();
        }

        switch (packet.Type)
        {
            case PacketType.Event or PacketType.BinaryEvent:
                return socket.Dispatch(in packet);
            case PacketType.Ack or PacketType.BinaryAck:
                socket.OnAck(in packet);
                break;
            default:
                socket.Close(CloseReasons.ClientNamespaceDisconnect);
                break;
        }

        return ValueTask.CompletedTask;
    }

    private async ValueTask RouteLaterAsync(Task connecting, DecodedPacket packet)
    {
        await connecting;
        await Route(in packet);
    }

    private ValueTask Connect(in DecodedPacket packet)
    {
        var entry = new Entry(packet.Namespace);
        lock (Session.Gate)
        {
            if (_isClosed)
            {
                return ValueTask.CompletedTask;
            }

            _entries = [.. _entries, entry];
        }

        var connecting = ConnectSafelyAsync(entry, packet.Json);
        if (!connecting.IsCompleted)
        {
            entry.Connecting = connecting;
        }

        return ValueTask.CompletedTask;
    }

    private async Task ConnectSafelyAsync(Entry entry, byte[]? json)
    {
        try
        {
            await ConnectAsync(entry, json);
        }
        catch (Exception exception)
        {
            // An adapter that failed, or a payload with text that is none.
            _server.Log.CallbackFailed(exception, "connect");
            entry.Socket?.Discard();
            RefuseNamespace(entry, new ConnectRefusal("Internal server error"));
        }
    }

    private async Task ConnectAsync(Entry entry, byte[]? json)
    {
        JsonElement? auth = null;
        if (json is not null)
        {
            var options = new JsonDocumentOptions { MaxDepth = _server.Options.MaxDepth };
            using var document = JsonDocument.Parse(json, options);
            auth = document.RootElement.Clone();
        }

        if (await _server.FindNamespaceAsync(entry.Name, auth) is not { } nsp)
        {
            RefuseNamespace(entry, new ConnectRefusal("Invalid namespace"));
            return;
        }

        var restored = await RestoreAsync(nsp, auth);
        var socket = new Socket(nsp, this, restored?.SocketId ?? MakeId(), auth)
        {
            RecoveryId = _server.Options.ConnectionStateRecovery is null ? null : restored?.RecoveryId ?? MakeId(),
        };

        if (restored is not null)
        {
            socket.Restore(restored);
        }

        var refusal = restored is not null && _server.Options.ConnectionStateRecovery!.SkipMiddlewares ? null : await nsp.CheckAsync(socket);
        if (refusal is null && TryTakePlace(entry, socket))
        {
            await AdmitAsync(nsp, socket, restored);
            return;
        }

        nsp.Forget(socket);
        if (restored is not null)
        {
            nsp.Adapter.PersistSession(restored);
        }

        if (refusal is not null)
        {
            RefuseNamespace(entry, refusal);
        }
    }

    private bool TryTakePlace(Entry entry, Socket socket)
    {
        lock (Session.Gate)
        {
            if (_isClosed)
            {
                return false;
            }

            entry.Socket = socket;
        }

        CancelConnectDeadline();
        return true;
    }

    private async Task AdmitAsync(Namespace nsp, Socket socket, SocketSession? restored)
    {
        if (restored is null)
        {
            Welcome(nsp, socket, missed: []);
        }
        else
        {
            await nsp.Adapter.ResumeAsync(socket, restored, missed => Welcome(nsp, socket, missed));
        }

        socket.Push();
        _server.Log.Connected(socket.Id, nsp.Name);
        nsp.RunConnectionHandlers(socket);
        socket.Started();
    }

    /// <summary>Queues the answer to the CONNECT packet and what the client missed; from now on broadcasts find the socket.</summary>
    private void Welcome(Namespace nsp, Socket socket, IReadOnlyList<EncodedPacket>? missed)
    {
        if (missed is null)
        {
            // Another secret tells the client that it is not where it was.
            socket.Recovered = false;
            socket.RecoveryId = MakeId();
        }

        var answer = _server.Encoder.Connect(nsp.Utf8Name, socket.Id, socket.RecoveryId);
        socket.Start();
        socket.Enqueue(answer);
        answer.Release();
        foreach (var packet in missed ?? [])
        {
            socket.Enqueue(packet);
        }

        nsp.Add(socket);
    }

    private void RefuseNamespace(Entry entry, ConnectRefusal refusal)
    {
        lock (Session.Gate)
        {
            _entries = Array.FindAll(_entries, other => !ReferenceEquals(other, entry));
        }

        EncodedPacket packet;
        try
        {
            packet = _server.Encoder.ConnectError(System.Text.Encoding.UTF8.GetBytes(entry.Name), refusal.Message, refusal.Data);
        }
        catch (Exception exception)
        {
            _server.Log.CallbackFailed(exception, "middleware");
            packet = _server.Encoder.ConnectError(System.Text.Encoding.UTF8.GetBytes(entry.Name), refusal.Message, data: null);
        }

        Session.Send(packet);
        packet.Release();
    }

    private static async ValueTask<SocketSession?> RestoreAsync(Namespace nsp, JsonElement? auth)
    {
        return nsp.Server.Options.ConnectionStateRecovery is not null && auth is { } payload &&
            ReadText(payload, "pid"u8) is { } pid && ReadText(payload, "offset"u8) is { } offset
            ? await nsp.Adapter.RestoreSessionAsync(pid, offset)
            : null;
    }

    private static string? ReadText(JsonElement payload, ReadOnlySpan<byte> name)
    {
        try
        {
            return payload.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // A lone surrogate is legal in JSON, but no text.
            return null;
        }
    }

    private static string MakeId()
    {
        Span<byte> random = stackalloc byte[15];
        RandomNumberGenerator.Fill(random);
        return System.Buffers.Text.Base64Url.EncodeToString(random);
    }

    private Entry? Find(string name)
    {
        lock (Session.Gate)
        {
            foreach (var entry in _entries)
            {
                if (string.Equals(entry.Name, name, StringComparison.Ordinal))
                {
                    return entry;
                }
            }

            return null;
        }
    }

    private void CancelConnectDeadline()
    {
        if (_connectDeadline is { } deadline)
        {
            _server.Engine.ConnectTimeouts.Cancel(deadline);
            _connectDeadline = null;
        }
    }

    private void OnConnectTimeout()
    {
        lock (Session.Gate)
        {
            if (Array.Exists(_entries, entry => entry.Socket is not null))
            {
                return;
            }
        }

        Session.Close(CloseReasons.ForcedClose);
    }

    private sealed class Entry(string name)
    {
        public string Name { get; } = name;

        public Socket? Socket { get; set; }

        public Task? Connecting { get; set; }
    }

    private sealed class ConnectDeadline(ClientConnection connection) : Deadline
    {
        public override void Expired() => connection.OnConnectTimeout();
    }
}
