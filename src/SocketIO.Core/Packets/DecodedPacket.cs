using System.Runtime.InteropServices;

namespace SocketIO.Core.Packets;

/// <summary>Where a binary placeholder stands in the JSON of a packet, and which attachment it means.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PlaceholderSpan(int Start, int End, int Attachment);

/// <summary>A complete packet. The JSON is a copy that handlers may keep; <c>Values</c> holds start and end of each array element.</summary>
internal readonly struct DecodedPacket
{
    public PacketType Type { get; init; }

    public string Namespace { get; init; }

    /// <summary>The acknowledgement id, -1 when there is none.</summary>
    public long Id { get; init; }

    /// <summary>The payload: an array for events and acks, an object or nothing for CONNECT.</summary>
    public byte[]? Json { get; init; }

    public int[] Values { get; init; }

    public byte[][] Attachments { get; init; }

    public PlaceholderSpan[] Placeholders { get; init; }
}

internal enum DecodeStatus
{
    /// <summary>The packet waits for attachments.</summary>
    Incomplete,

    Complete,

    /// <summary>The input breaks the protocol; the connection is to be closed.</summary>
    Invalid,
}
