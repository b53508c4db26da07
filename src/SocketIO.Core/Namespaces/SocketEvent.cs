using System.Text;
using System.Text.Json;
using SocketIO.Core.Packets;

namespace SocketIO.Core;

/// <summary>A received event (Socket.IO, "Sending and receiving data") with its arguments and the way to acknowledge it.</summary>
public sealed class SocketEvent : SocketArguments
{
    private readonly long _ackId;
    private int _isAcknowledged;

    internal SocketEvent(Socket socket, string name, in DecodedPacket packet, JsonSerializerOptions options, int maxDepth)
        : base(in packet, skip: 1, options, maxDepth)
    {
        Socket = socket;
        Name = name;
        _ackId = packet.Id;
    }

    /// <summary>The socket that received the event.</summary>
    public Socket Socket { get; }

    /// <summary>The name of the event.</summary>
    public string Name { get; }

    /// <summary>Whether the client asked for an acknowledgement (Socket.IO, "Acknowledgement").</summary>
    public bool WantsAck => _ackId >= 0;

    /// <summary>Acknowledges the event. Does nothing when none was asked for, when it was done before, or when the socket is gone.</summary>
    /// <param name="args">The arguments of the answer.</param>
    /// <returns>A completed task: the answer is queued when the call returns.</returns>
    public ValueTask AckAsync(params ReadOnlySpan<object?> args)
    {
        if (WantsAck && Socket.Connected && Interlocked.Exchange(ref _isAcknowledged, 1) == 0)
        {
            var packet = Socket.Namespace.Server.Encoder.Ack(Socket.Namespace.Utf8Name, _ackId, args);
            Socket.Send(packet);
            packet.Release();
        }

        return ValueTask.CompletedTask;
    }

    internal static string ReadName(ReadOnlySpan<byte> json)
    {
        if (json[0] != (byte)'"')
        {
            return Encoding.UTF8.GetString(json);
        }

        if (!json.Contains((byte)'\\'))
        {
            return Encoding.UTF8.GetString(json[1..^1]);
        }

        var reader = new Utf8JsonReader(json);
        reader.Read();
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // A lone surrogate is legal in JavaScript but no text; such a name has no handler.
            return Encoding.UTF8.GetString(json[1..^1]);
        }
    }
}
