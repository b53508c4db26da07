using System.Globalization;
using Dapper;
using Kuma.Application.ApiKeys;
using Kuma.Application.Settings;
using Kuma.Application.Users;
using Npgsql;

namespace Kuma.Infrastructure.ApiKeys;

/// <summary>Reads the key's row by the id in the key and compares the secret.</summary>
internal sealed class ApiKeyVerifier(NpgsqlDataSource database, IPasswordHasher hasher, IServerTimezone timezone, TimeProvider time) : IApiKeyVerifier
{
    public async Task<bool> VerifyAsync(string key, CancellationToken cancellationToken)
    {
        var separator = key.IndexOf('_', StringComparison.Ordinal);
        if (!key.StartsWith("uk", StringComparison.Ordinal)
            || separator < 0
            || !int.TryParse(key.AsSpan(2, separator - 2), NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            return false;
        }

        const string sql = """
            select key, expires
            from api_key
            where id = @id and active
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<(string? Key, string? Expires)>(
            new CommandDefinition(sql, new { id }, cancellationToken: cancellationToken));
        return row.Key is not null && !HasExpired(row.Expires) && hasher.Verify(key[(separator + 1)..], row.Key);
    }

    /// <summary>The time is text as the client sent it, meant in the server's zone; what cannot be read has expired.</summary>
    private bool HasExpired(string? expires)
    {
        if (string.IsNullOrEmpty(expires))
        {
            return false;
        }

        return !DateTime.TryParse(expires, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var until)
            || (until.Kind == DateTimeKind.Utc ? until : AsUtc(until)) <= time.GetUtcNow().UtcDateTime;
    }

    private DateTime AsUtc(DateTime local) =>
        timezone.Zone.IsInvalidTime(local) ? local - timezone.Zone.BaseUtcOffset : TimeZoneInfo.ConvertTimeToUtc(local, timezone.Zone);
}
