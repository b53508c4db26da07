using Kuma.Domain.Users;

namespace Kuma.Application.Users;

/// <summary>JSON Web Tokens that sign a browser in again. They end with the password, not with time.</summary>
public interface ISessionTokens
{
    Task<string> IssueAsync(User user, CancellationToken cancellationToken);

    /// <summary>The claims of a token with a good signature; <c>null</c> for any other text.</summary>
    Task<SessionClaims?> ReadAsync(string token, CancellationToken cancellationToken);

    /// <summary>The fingerprint of a password hash that a token carries.</summary>
    string Fingerprint(string passwordHash);
}

/// <summary>What a session token says.</summary>
/// <param name="Username">Exactly as stored.</param>
/// <param name="PasswordFingerprint">32 hex digits.</param>
public sealed record SessionClaims(string Username, string PasswordFingerprint);
