using Kuma.Domain.Common;

namespace Kuma.Domain.Users;

/// <summary>Somebody who can sign in.</summary>
/// <param name="PasswordHash">bcrypt text, or a legacy <c>sha1$…</c> text until the next login.</param>
/// <param name="TwoFactorSecret">The raw ASCII secret; <c>null</c> before it was ever prepared.</param>
/// <param name="TwoFactorLastToken">The last one-time token that signed in: refused a second time.</param>
public sealed record User(
    UserId Id,
    string Username,
    string PasswordHash,
    bool Active,
    string? TwoFactorSecret,
    bool TwoFactorEnabled,
    string? TwoFactorLastToken);
