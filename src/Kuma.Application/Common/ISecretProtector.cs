namespace Kuma.Application.Common;

/// <summary>Encrypts secrets before they are stored.</summary>
public interface ISecretProtector
{
    string Protect(string plain);

    /// <summary>The plain text.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">The text was not made with this installation's keys.</exception>
    string Unprotect(string secret);
}
