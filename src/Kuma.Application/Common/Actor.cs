using Kuma.Domain.Common;

namespace Kuma.Application.Common;

/// <summary>Who asks. Every command carries one; a visitor who has not signed in is <see cref="Anonymous"/>.</summary>
/// <param name="UserId">The signed-in user; <c>null</c> for a visitor.</param>
/// <param name="Address">The client's address, for limits and logs.</param>
public sealed record Actor(UserId? UserId, string? Address = null)
{
    public static Actor Anonymous { get; } = new(UserId: null);

    /// <summary>Kuma itself: jobs, start-up, tests.</summary>
    public static Actor System { get; } = new(new UserId(0));

    public bool IsSignedIn => UserId is not null;

    /// <summary>The signed-in user's id.</summary>
    /// <exception cref="InvalidOperationException">Nobody is signed in: the authorisation behaviour should have refused before.</exception>
    public UserId User => UserId ?? throw new InvalidOperationException("The actor is not signed in.");
}
