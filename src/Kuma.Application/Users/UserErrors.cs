using Kuma.Application.Common;

namespace Kuma.Application.Users;

/// <summary>Refusals around accounts; the texts are part of the wire.</summary>
public static class UserErrors
{
    public static readonly Error TooManyTries = new("too-many-tries", "Too frequently, try again later.");
    public static readonly Error WrongCredentials = new("wrong-credentials", "authIncorrectCreds", IsTranslationKey: true);
    public static readonly Error InvalidToken = new("invalid-token", "authInvalidToken", IsTranslationKey: true);
    public static readonly Error InactiveOrDeleted = new("user-inactive", "authUserInactiveOrDeleted", IsTranslationKey: true);
    public static readonly Error PasswordTooWeak = new("password-too-weak", "passwordTooWeak", IsTranslationKey: true);
    public static readonly Error WrongPassword = new("wrong-password", "Incorrect current password");
    public static readonly Error WrongDataType = new("wrong-data-type", "Wrong data type?");
    public static readonly Error InvalidNewPassword = new("invalid-new-password", "Invalid new password");
    public static readonly Error TwoFactorAlreadyEnabled = new("2fa-enabled", "2faAlreadyEnabled", IsTranslationKey: true);
    public static readonly Error TwoFactorNotPrepared = new("2fa-not-prepared", "Prepare two-factor authentication first.");
    public static readonly Error EmptyUsername = new("empty-username", "Please input a username");

    public static readonly Error AlreadySetUp = new(
        "already-set-up", "Uptime Kuma has been initialized. If you want to run setup again, please delete the database.");
}
