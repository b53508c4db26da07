namespace Kuma.Application.ApiKeys;

/// <summary>Checks API keys, <c>uk{id}_{secret}</c>.</summary>
public interface IApiKeyVerifier
{
    /// <summary>True when the key exists, is switched on, has not expired and its secret fits. Any text may be given.</summary>
    Task<bool> VerifyAsync(string key, CancellationToken cancellationToken);
}
