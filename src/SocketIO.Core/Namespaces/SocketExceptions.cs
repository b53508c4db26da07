namespace SocketIO.Core;

/// <summary>The socket was disconnected before the acknowledgement came.</summary>
public sealed class SocketDisconnectedException : Exception
{
    /// <summary>Makes the exception with its standard message.</summary>
    public SocketDisconnectedException()
        : base("The socket has been disconnected.")
    {
    }

    /// <summary>Makes the exception with a message.</summary>
    /// <param name="message">The message.</param>
    public SocketDisconnectedException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception with a message and a cause.</summary>
    /// <param name="message">The message.</param>
    /// <param name="innerException">The cause.</param>
    public SocketDisconnectedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

/// <summary>One or more clients did not acknowledge in time.</summary>
public sealed class SocketAckTimeoutException : TimeoutException
{
    /// <summary>Makes the exception with its standard message.</summary>
    public SocketAckTimeoutException()
        : base("The operation has timed out.")
    {
    }

    /// <summary>Makes the exception with a message.</summary>
    /// <param name="message">The message.</param>
    public SocketAckTimeoutException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception with a message and a cause.</summary>
    /// <param name="message">The message.</param>
    /// <param name="innerException">The cause.</param>
    public SocketAckTimeoutException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The answers that did come, for a broadcast.</summary>
    public IReadOnlyList<object?> Responses { get; init; } = [];
}
