using System.Security.Cryptography;
using Dapper;
using Kuma.Application.Common;
using Kuma.Infrastructure.Notifications;
using Npgsql;

namespace Kuma.Infrastructure.Scripting;

/// <summary>
/// Reads the libraries of templates and of JSON queries and lets them run once, where something stored will need them: the first notification or check does
/// not wait for that, a second on a busy machine. Who has neither does not pay for them: 1.6 s of a processor and 30 MB.
/// </summary>
public sealed class ScriptWarmup
{
    private readonly NpgsqlDataSource _database;
    private readonly ISecretProtector _protector;
    private readonly LiquidTemplates _templates;
    private readonly JsonataQueries _queries;

    internal ScriptWarmup(NpgsqlDataSource database, ISecretProtector protector, LiquidTemplates templates, JsonataQueries queries)
    {
        _database = database;
        _protector = protector;
        _templates = templates;
        _queries = queries;
    }

    /// <summary>Runs in a thread that lets every other go first. What fails costs nothing but time later.</summary>
    /// <returns>Which of the two have run.</returns>
    public async Task<(bool Templates, bool Queries)> RunAsync(CancellationToken stopping)
    {
        try
        {
            var (templates, queries) = await FindUsesAsync(stopping);
            return await Task.Factory.StartNew(
                () =>
                {
                    Thread.CurrentThread.Priority = ThreadPriority.BelowNormal;
                    return (templates && TryRender(stopping), queries && TryEvaluate(stopping));
                },
                stopping,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default).WaitAsync(stopping);
        }
        catch (Exception e) when (e is NpgsqlException or CryptographicException or OperationCanceledException)
        {
            return (false, false);
        }
    }

    private async Task<(bool Templates, bool Queries)> FindUsesAsync(CancellationToken cancellationToken)
    {
        const string sql = """
            select config from notification where active;

            select exists (select from monitor where active and type in ('json-query', 'mqtt', 'snmp', 'mongodb', 'globalping'))
            """;
        await using var connection = await _database.OpenConnectionAsync(cancellationToken);
        await using var results = await connection.QueryMultipleAsync(new CommandDefinition(sql, cancellationToken: cancellationToken));
        var settings = await results.ReadAsync<string>();
        var queries = await results.ReadSingleAsync<bool>();
        return (settings.Any(config => IsTemplate(_protector.Unprotect(config))), queries);
    }

    private static bool IsTemplate(string config) => config.Contains("{{", StringComparison.Ordinal) || config.Contains("{%", StringComparison.Ordinal);

    private bool TryRender(CancellationToken stopping)
    {
        try
        {
            stopping.ThrowIfCancellationRequested();
            _templates.Render(
                "{% if status %}{{ name | upcase }} {{ monitorJSON.url }}{% endif %}", new TemplateValues("", "shop", "", "Up", """{"url":"x"}""", "null"));
            return true;
        }
        catch (Exception e) when (e is NotificationFailedException or OperationCanceledException)
        {
            return false; // So busy a machine that the time limit of a template was reached.
        }
    }

    private bool TryEvaluate(CancellationToken stopping)
    {
        try
        {
            stopping.ThrowIfCancellationRequested();
            _queries.Evaluate("$sum(items.price) > 1", """{"items":[{"price":1},{"price":2}]}""", isJson: true);
            return true;
        }
        catch (Exception e) when (e is JsonataException or OperationCanceledException)
        {
            return false;
        }
    }
}
