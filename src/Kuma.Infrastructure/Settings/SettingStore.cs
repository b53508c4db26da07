using System.Collections.Immutable;
using System.Text.Json;
using Dapper;
using Kuma.Application.Settings;
using Npgsql;

namespace Kuma.Infrastructure.Settings;

/// <summary>The table <c>setting</c> with a cache of all of it; the cache is replaced by every write of this process.</summary>
internal sealed class SettingStore(NpgsqlDataSource database) : ISettingStore, IDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private volatile ImmutableDictionary<string, Entry>? _cache;

    public async ValueTask<JsonElement?> GetAsync(string key, CancellationToken cancellationToken) =>
        (await AllAsync(cancellationToken)).TryGetValue(key, out var entry) && entry.Value.ValueKind is not JsonValueKind.Null
            ? entry.Value
            : null;

    public async ValueTask<IReadOnlyDictionary<string, JsonElement>> ListGeneralAsync(CancellationToken cancellationToken) =>
        (await AllAsync(cancellationToken)).Where(pair => pair.Value.IsGeneral)
            .ToDictionary(pair => pair.Key, pair => pair.Value.Value, StringComparer.Ordinal);

    public Task SetGeneralAsync(IReadOnlyDictionary<string, JsonElement> values, CancellationToken cancellationToken)
    {
        var allowed = values.Where(pair => !SettingKeys.Internal.Contains(pair.Key)).ToList();
        return WriteAsync(allowed.Select(pair => (pair.Key, pair.Value)), isGeneral: true, cancellationToken);
    }

    public Task SetInternalAsync(string key, JsonElement value, CancellationToken cancellationToken) =>
        WriteAsync([(key, value)], isGeneral: false, cancellationToken);

    public void Dispose() => _gate.Dispose();

    private async Task WriteAsync(IEnumerable<(string Key, JsonElement Value)> values, bool isGeneral, CancellationToken cancellationToken)
    {
        const string sql = """
            insert into setting (key, value, kind)
            select * from unnest(@keys, @values::json[], array_fill(@kind::text, array[cardinality(@keys)]))
            on conflict (key) do update set value = excluded.value where setting.kind is not distinct from excluded.kind
            """;
        var pairs = values.ToList();
        await _gate.WaitAsync(cancellationToken);
        try
        {
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            var parameters = new
            {
                keys = pairs.ConvertAll(pair => pair.Key).ToArray(),
                values = pairs.ConvertAll(pair => pair.Value.GetRawText()).ToArray(),
                kind = isGeneral ? "general" : null,
            };
            await connection.ExecuteAsync(new CommandDefinition(sql, parameters, cancellationToken: cancellationToken));
            _cache = await LoadAsync(cancellationToken);
        }
        finally
        {
            _gate.Release();
        }
    }

    private async ValueTask<ImmutableDictionary<string, Entry>> AllAsync(CancellationToken cancellationToken)
    {
        if (_cache is { } cached)
        {
            return cached;
        }

        await _gate.WaitAsync(cancellationToken);
        try
        {
            return _cache ??= await LoadAsync(cancellationToken);
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task<ImmutableDictionary<string, Entry>> LoadAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<(string Key, string? Value, string? Kind)>(
            new CommandDefinition("select key, value::text, kind from setting", cancellationToken: cancellationToken));
        return rows.ToImmutableDictionary(
            row => row.Key, row => new Entry(JsonElement.Parse(row.Value ?? "null"), row.Kind is "general"), StringComparer.Ordinal);
    }

    private sealed record Entry(JsonElement Value, bool IsGeneral);
}
