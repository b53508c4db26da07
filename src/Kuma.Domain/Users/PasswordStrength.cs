namespace Kuma.Domain.Users;

/// <summary>The rule for new passwords: six characters or more, of at least two of the classes a-z, A-Z, 0-9 and ASCII punctuation.</summary>
public static class PasswordStrength
{
    private const int MinimumLength = 6;
    private const int MinimumClasses = 2;

    public static bool IsTooWeak(string password)
    {
        bool lower = false, upper = false, digit = false, symbol = false;
        foreach (var c in password)
        {
            lower |= char.IsAsciiLetterLower(c);
            upper |= char.IsAsciiLetterUpper(c);
            digit |= char.IsAsciiDigit(c);
            symbol |= c is > ' ' and < '\x7f' && !char.IsAsciiLetterOrDigit(c);
        }

        var classes = (lower ? 1 : 0) + (upper ? 1 : 0) + (digit ? 1 : 0) + (symbol ? 1 : 0);
        return password.Length < MinimumLength || classes < MinimumClasses;
    }
}
