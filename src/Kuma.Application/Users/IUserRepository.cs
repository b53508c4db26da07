using Kuma.Domain.Common;
using Kuma.Domain.Users;

namespace Kuma.Application.Users;

/// <summary>Where accounts are kept.</summary>
public interface IUserRepository
{
    Task<bool> AnyAsync(CancellationToken cancellationToken);

    /// <summary>The first account, which signs in by itself while authentication is off.</summary>
    Task<User?> FindFirstAsync(CancellationToken cancellationToken);

    Task<User?> FindAsync(UserId id, CancellationToken cancellationToken);

    /// <summary>By exact name, both sides trimmed.</summary>
    Task<User?> FindByNameAsync(string username, CancellationToken cancellationToken);

    /// <summary>Stores the very first account; <c>null</c> when there is one already. Two callers at once make one account.</summary>
    Task<UserId?> AddFirstAsync(string username, string passwordHash, CancellationToken cancellationToken);

    Task SavePasswordAsync(UserId id, string passwordHash, CancellationToken cancellationToken);

    Task SaveTwoFactorAsync(UserId id, string? secret, bool enabled, CancellationToken cancellationToken);

    /// <summary>Uses up a one-time token; false when it was the last one used.</summary>
    Task<bool> UseTwoFactorTokenAsync(UserId id, string token, CancellationToken cancellationToken);
}

/// <summary>Hashes and checks passwords.</summary>
public interface IPasswordHasher
{
    string Hash(string password);

    /// <summary>True when the password fits; understands bcrypt and the legacy <c>sha1$salt$iterations$hash</c>.</summary>
    bool Verify(string password, string hash);

    /// <summary>True when the hash is of a kind that is replaced at the next login.</summary>
    bool NeedsRehash(string hash);
}
