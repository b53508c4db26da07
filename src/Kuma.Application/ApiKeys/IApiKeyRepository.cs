using Kuma.Domain.Common;

namespace Kuma.Application.ApiKeys;

/// <summary>A key that reads the metrics, as its owner sees it; the secret itself is not kept.</summary>
/// <param name="CreatedDate">As text in UTC.</param>
/// <param name="Expires">Text as the client sent it; <c>null</c> means never.</param>
/// <param name="HasExpired">Whether its time is over.</param>
public sealed record ApiKey(ApiKeyId Id, UserId Owner, string Name, string CreatedDate, bool Active, string? Expires, bool HasExpired)
{
    public string Status => HasExpired ? "expired" : Active ? "active" : "inactive";
}

/// <summary>Where API keys are kept.</summary>
public interface IApiKeyRepository
{
    Task<IReadOnlyList<ApiKey>> ListAsync(UserId owner, CancellationToken cancellationToken);

    Task<ApiKeyId> AddAsync(UserId owner, string name, string secretHash, bool active, string? expires, CancellationToken cancellationToken);

    /// <summary>Switches a key of the owner on or off; another one is passed over.</summary>
    Task SetActiveAsync(ApiKeyId id, UserId owner, bool active, CancellationToken cancellationToken);

    /// <summary>Removes a key of the owner; another one is passed over.</summary>
    Task DeleteAsync(ApiKeyId id, UserId owner, CancellationToken cancellationToken);
}
