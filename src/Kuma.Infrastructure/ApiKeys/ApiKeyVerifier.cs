using System.Globalization;
using Dapper;
using Kuma.Application.ApiKeys;
using Kuma.Application.Users;
using Npgsql;

namespace Kuma.Infrastructure.ApiKeys;

/// <summary>Reads the key's row by the id in the key and compares the secret.</summary>
internal sealed class ApiKeyVerifier(NpgsqlDataSource database, IPasswordHasher hasher, ApiKeyExpiry expiry) : IApiKeyVerifier
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
        return row.Key is not null && !expiry.HasExpired(row.Expires) && hasher.Verify(key[(separator + 1)..], row.Key);
    }
}
