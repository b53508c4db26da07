namespace SocketIO.Core.Packets;

/// <summary>
/// Carries the attachments of the packet in hand to the JSON converters, which get no context of their own. Serialisation is synchronous,
/// so a thread-static holds for exactly one packet.
/// </summary>
internal static class AttachmentScope
{
    [ThreadStatic]
    private static List<byte[]>? _writing;

    [ThreadStatic]
    private static byte[][]? _reading;

    public static List<byte[]>? Writing
    {
        get => _writing;
        set => _writing = value;
    }

    public static byte[][]? Reading
    {
        get => _reading;
        set => _reading = value;
    }
}
