using Kuma.Infrastructure.Notifications.Http;

namespace Kuma.Infrastructure.Notifications;

/// <summary>Delivers notices of one type.</summary>
internal interface INotificationProvider
{
    /// <summary>The provider's name on the wire, case-sensitive, such as <c>webhook</c>.</summary>
    string Type { get; }

    /// <summary>Delivers and returns the words for the user, mostly <see cref="Notice.Sent"/>.</summary>
    /// <exception cref="NotificationFailedException">It was not delivered; the message is what the user reads.</exception>
    Task<string> SendAsync(Notice notice, CancellationToken cancellationToken);
}

/// <summary>A provider that is one HTTP request: it only says which. Sending, errors and the answer's words are the same for all.</summary>
internal interface IHttpProvider
{
    /// <summary>The provider's name on the wire, case-sensitive.</summary>
    string Type { get; }

    /// <summary>False where the original ignores the variable <c>notification_proxy</c>.</summary>
    bool UsesProxy => true;

    /// <summary>The words for a notice that needs no request; <c>null</c> when there is one to send.</summary>
    string? Skip(Notice notice) => null;

    HttpCall Call(Notice notice);

    /// <summary>Looks at the answer of status 2xx and returns the words for the user.</summary>
    /// <exception cref="NotificationFailedException">The answer says that it was not delivered.</exception>
    string Read(HttpAnswer answer, Notice notice) => Notice.Sent;

    /// <summary>Puts a failure of the request into the provider's own words.</summary>
    NotificationFailedException Explain(NotificationFailedException failure) => failure;
}

/// <summary>A notice was not delivered. The message is what the user reads.</summary>
internal sealed class NotificationFailedException : Exception
{
    public NotificationFailedException()
    {
    }

    public NotificationFailedException(string message)
        : base(message) => Bare = message;

    public NotificationFailedException(string message, Exception inner)
        : base(message, inner) => Bare = message;

    /// <summary>The words without status line, body and cause.</summary>
    public string Bare { get; init; } = "";

    /// <summary>True when a later attempt may succeed: the network, a busy or broken target.</summary>
    public bool IsTransient { get; init; }

    /// <summary>True when the target may have taken the notice although it did not answer: a quick repetition would send it twice.</summary>
    public bool MayHaveArrived { get; init; }

    /// <summary>How long the target asks to be left alone.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The status of the answer; 0 without one.</summary>
    public int Status { get; init; }

    /// <summary>The body of the answer; nothing without one.</summary>
    public string Body { get; init; } = "";

    /// <summary>The same failure in other words.</summary>
    public NotificationFailedException Reworded(string message) => new(message, this)
    {
        IsTransient = IsTransient, MayHaveArrived = MayHaveArrived, RetryAfter = RetryAfter, Status = Status, Body = Body,
    };

    /// <summary>The same failure without status line, body and cause.</summary>
    public NotificationFailedException Barely() => Bare.Length > 0 && Bare != Message ? Reworded(Bare) : this;
}
