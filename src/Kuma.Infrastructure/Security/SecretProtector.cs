using Kuma.Application.Common;
using Microsoft.AspNetCore.DataProtection;

namespace Kuma.Infrastructure.Security;

/// <summary>Secrets at rest, under the Data Protection keys of the data folder.</summary>
internal sealed class SecretProtector(IDataProtectionProvider provider) : ISecretProtector
{
    private readonly IDataProtector _protector = provider.CreateProtector("Kuma.Secrets.v1");

    public string Protect(string plain) => _protector.Protect(plain);

    public string Unprotect(string secret) => _protector.Unprotect(secret);
}
