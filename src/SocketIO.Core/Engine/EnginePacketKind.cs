using SocketIO.Core.Packets;

namespace SocketIO.Core.Engine;

/// <summary>What a queue entry is to the transports.</summary>
internal enum EnginePacketKind
{
    /// <summary>A message of the layer above.</summary>
    Message,

    /// <summary>A packet of the Engine.IO protocol itself.</summary>
    Control,

    /// <summary>The end: WebSocket writes a close frame, long-polling a <c>close</c> packet.</summary>
    WebSocketClose,

    /// <summary>The answer to a ping frame of the WebSocket itself (RFC 6455, 5.5.3).</summary>
    WebSocketPong,
}

/// <summary>The packets of Engine.IO that never change ("Packet types").</summary>
internal static class EnginePackets
{
    public static readonly EncodedPacket Ping = EncodedPacket.Control(EnginePacketKind.Control, "2"u8);
    public static readonly EncodedPacket Noop = EncodedPacket.Control(EnginePacketKind.Control, "6"u8);
    public static readonly EncodedPacket ProbePong = EncodedPacket.Control(EnginePacketKind.Control, "3probe"u8);
    public static readonly EncodedPacket Close = EncodedPacket.Control(EnginePacketKind.WebSocketClose, []);
}
