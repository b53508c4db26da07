using System.Data.Common;
using System.Globalization;
using Kuma.Application.Monitoring;
using Kuma.Domain.Monitors;
using Kuma.Domain.Monitors.Conditions;
using Kuma.Infrastructure.Checkers.Names;

namespace Kuma.Infrastructure.Checkers.Sql;

/// <summary>A query on a fresh connection, judged by its conditions (spec/monitors.md section 5.13).</summary>
internal sealed class SqlCheck(TimeProvider time)
{
    /// <summary>Makes the check.</summary>
    /// <param name="host">The server, when its name is to be looked up before the driver does.</param>
    /// <param name="connect">Makes the connection, not yet open, without a pool.</param>
    /// <param name="settings">The monitor's settings.</param>
    /// <param name="defaultQuery">What runs when the monitor has no query.</param>
    /// <param name="noRows">What is told of a statement that returns no rows.</param>
    /// <param name="words">Tells a driver's failure.</param>
    /// <param name="cancellationToken">The engine's deadline.</param>
    public async Task<CheckOutcome> RunAsync(
        string? host,
        Func<DbConnection> connect,
        MonitorSettings settings,
        string defaultQuery,
        Func<int, string> noRows,
        Func<Exception, string> words,
        CancellationToken cancellationToken)
    {
        using var deadline = new Deadline(Kuma.Domain.Heartbeats.BeatPolicy.Timeout(settings), time, cancellationToken);
        var start = time.GetTimestamp();
        try
        {
            if (await HostNames.Shared.FaultAsync(host, deadline.Token) is { } fault)
            {
                throw new CheckFailedException($"Database connection/query failed: {fault}");
            }

            await using var connection = connect();
            await connection.OpenAsync(deadline.Token);
            await using var command = connection.CreateCommand();
            command.CommandText = string.IsNullOrWhiteSpace(settings.DatabaseQuery) ? defaultQuery : settings.DatabaseQuery;
            command.CommandTimeout = 0; // The token ends it.
            return CheckOutcome.Up(await JudgeAsync(command, settings, noRows, deadline.Token), Elapsed(start));
        }
        catch (CheckFailedException e)
        {
            throw new CheckFailedException(e.Message, e) { Ping = Elapsed(start) };
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (Exception e) when (e is OperationCanceledException or DbException && deadline.Token.IsCancellationRequested)
        {
            throw Failure("Query timed out", start, e);
        }
        catch (Exception e) when (e is DbException or InvalidOperationException or ArgumentException or IOException or NotSupportedException or System.Net.Sockets.SocketException)
        {
            throw Failure(words(e), start, e);
        }
    }

    private static async Task<string> JudgeAsync(
        DbCommand command, MonitorSettings settings, Func<int, string> noRows, CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var conditions = MonitorConditions.Parse(settings.Conditions);
        if (conditions.IsEmpty)
        {
            return reader.FieldCount == 0
                ? noRows(reader.RecordsAffected)
                : "Rows: " + (await CountAsync(reader, cancellationToken)).ToString(CultureInfo.InvariantCulture);
        }

        var value = await SingleAsync(reader, cancellationToken);
        return conditions.AreMet(("result", value))
            ? "Query did meet specified conditions"
            : throw new CheckFailedException($"Query result did not meet the specified conditions ({value})");
    }

    private static async Task<int> CountAsync(DbDataReader reader, CancellationToken cancellationToken)
    {
        var rows = 0;
        while (await reader.ReadAsync(cancellationToken))
        {
            rows++;
        }

        return rows;
    }

    private static async Task<string> SingleAsync(DbDataReader reader, CancellationToken cancellationToken)
    {
        if (reader.FieldCount == 0 || !await reader.ReadAsync(cancellationToken))
        {
            throw new QueryShapeException("Query returned no results");
        }

        if (reader.FieldCount > 1)
        {
            throw new QueryShapeException("Multiple columns were found, expected only one value");
        }

        var value = reader.GetValue(0);
        return await reader.ReadAsync(cancellationToken)
            ? throw new QueryShapeException("Multiple values were found, expected only one value")
            : SqlValues.Text(value);
    }

    private CheckFailedException Failure(string text, long start, Exception inner) =>
        new($"Database connection/query failed: {text}", inner) { Ping = Elapsed(start) };

    private double Elapsed(long start) => Math.Round(time.GetElapsedTime(start).TotalMilliseconds);

    /// <summary>The result is no single value; told like a failure of the driver.</summary>
    private sealed class QueryShapeException(string message) : DbException(message);
}

/// <summary>A value of a result as text.</summary>
internal static class SqlValues
{
    public static string Text(object value) => value switch
    {
        DBNull => "null",
        bool yes => yes ? "true" : "false",
        DateTime instant => instant.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        byte[] bytes => System.Text.Encoding.UTF8.GetString(bytes),
        IFormattable other => other.ToString(format: null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
