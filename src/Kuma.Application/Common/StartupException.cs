namespace Kuma.Application.Common;

/// <summary>Kuma cannot start; the message is the one line that tells the operator what to do.</summary>
public sealed class StartupException : Exception
{
    public StartupException(string message)
        : base(message)
    {
    }

    public StartupException(string message, Exception inner)
        : base(message, inner)
    {
    }

    public StartupException()
    {
    }
}
