namespace SocketIO.Core.Engine;

/// <summary>The layer above a session.</summary>
internal interface IEngineListener
{
    /// <summary>Takes a message; must copy what it keeps. A pending result holds up reading.</summary>
    ValueTask OnText(ReadOnlySpan<byte> text);

    ValueTask OnBinary(ReadOnlySpan<byte> bytes);

    void OnClosed(string reason);

    /// <summary>The request that opened the session is about to end. What is still needed of it must be copied now.</summary>
    void OnRequestEnding();
}
