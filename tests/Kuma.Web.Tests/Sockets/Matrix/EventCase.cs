namespace Kuma.Web.Tests.Sockets.Matrix;

/// <summary>How one event is called, and what the wire answers.</summary>
/// <param name="Name">The event.</param>
/// <param name="Arguments">
/// The arguments of a success as JSON. <c>"{monitor}"</c> and the like make a new one and stand for its id (see <see cref="World"/>).
/// </param>
/// <param name="Answer">What the success is answered with; keys that are not named may be there too.</param>
/// <param name="Unknown">
/// What is answered when the ids are unknown, or those of another user; <c>null</c> when the event has no id.
/// </param>
internal sealed record EventCase(string Name, string Arguments, string Answer, string? Unknown = null)
{
    /// <summary>Open to visitors: the answer to one who is not signed in is <see cref="Answer"/> too, unless <see cref="Visitor"/> says otherwise.</summary>
    public bool IsPublic { get; init; }

    /// <summary>What a visitor is answered with.</summary>
    public string Visitor { get; init; } = """{"ok":false,"msg":"You are not logged in."}""";

    /// <summary>What is answered to ids of another user, where the wire tells them from ids of nothing; <c>null</c> where it does not.</summary>
    public string? Foreign { get; init; }

    /// <summary>True when the things it names belong to all users: tags and status pages.</summary>
    public bool IsShared { get; init; }

    /// <summary>True when a call signs out or cuts off the caller, or ends in an answer that cannot be had twice.</summary>
    public bool EndsSession { get; init; }

    public override string ToString() => Name;
}
