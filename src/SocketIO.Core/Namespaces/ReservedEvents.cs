namespace SocketIO.Core;

/// <summary>Names that are neither emitted nor taken from the wire.</summary>
internal static class ReservedEvents
{
    public static void Refuse(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name is "connect" or "connect_error" or "disconnect" or "disconnecting" or "newListener" or "removeListener")
        {
            throw new ArgumentException($"\"{name}\" is a reserved event name.", nameof(name));
        }
    }
}
