namespace SocketIO.Core.Packets;

/// <summary>The packet types of the Socket.IO protocol, revision 5 ("Packet types").</summary>
public enum PacketType
{
    /// <summary>0: a client asks to join a namespace, the server confirms.</summary>
    Connect = 0,

    /// <summary>1: one side leaves a namespace.</summary>
    Disconnect = 1,

    /// <summary>2: an event with JSON arguments.</summary>
    Event = 2,

    /// <summary>3: the answer to an event that carried an id.</summary>
    Ack = 3,

    /// <summary>4: the server refuses a namespace.</summary>
    ConnectError = 4,

    /// <summary>5: an event with binary attachments.</summary>
    BinaryEvent = 5,

    /// <summary>6: an answer with binary attachments.</summary>
    BinaryAck = 6,
}
