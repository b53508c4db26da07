using System.Net.Sockets;
using Dapper;
using Kuma.Application.Common;
using Kuma.Infrastructure.EmbeddedPostgres;
using Npgsql;

namespace Kuma.Infrastructure.Persistence;

/// <summary>The database of this process: the operator's own server, or the embedded one. Started before everything else, stopped last.</summary>
public sealed class KumaDatabase : IAsyncDisposable
{
    private KumaDatabase(NpgsqlDataSource dataSource, EmbeddedPostgresServer? embedded)
    {
        DataSource = dataSource;
        Embedded = embedded;
    }

    public NpgsqlDataSource DataSource { get; }

    /// <summary>The embedded server; <c>null</c> when the operator's own is used.</summary>
    internal EmbeddedPostgresServer? Embedded { get; }

    /// <summary>Where the data lies, in words for the operator.</summary>
    public string Location => Embedded?.Cluster ?? $"{DataSource.CreateConnection().DataSource} (your PostgreSQL)";

    /// <summary>Connects or starts the embedded server, then migrates.</summary>
    /// <exception cref="StartupException">Kuma cannot use the database; the message says what to do.</exception>
    public static async Task<KumaDatabase> StartAsync(DatabaseOptions options, CancellationToken cancellationToken)
    {
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        var embedded = string.IsNullOrWhiteSpace(options.ConnectionString)
            ? await EmbeddedPostgresServer.StartAsync(options.DataFolder, [], cancellationToken)
            : null;
        var builder = ConnectionStrings.Parse(embedded?.ConnectionString ?? options.ConnectionString!);
        builder.MaxPoolSize = options.MaxConnections;
        builder.ApplicationName ??= "Kuma";
        builder.MaxAutoPrepare = builder.MaxAutoPrepare == 0 ? 40 : builder.MaxAutoPrepare;
        var dataSource = NpgsqlDataSource.Create(builder);
        try
        {
            await WaitForServerAsync(dataSource, builder, options.StartTimeout, cancellationToken);
            await Migrator.RunAsync(dataSource, cancellationToken);
            return new KumaDatabase(dataSource, embedded);
        }
        catch
        {
            await dataSource.DisposeAsync();
            if (embedded is not null)
            {
                await embedded.StopAsync(CancellationToken.None);
            }

            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await DataSource.DisposeAsync();
        if (Embedded is not null)
        {
            await Embedded.StopAsync(CancellationToken.None);
        }
    }

    private static async Task WaitForServerAsync(
        NpgsqlDataSource database, NpgsqlConnectionStringBuilder address, TimeSpan patience, CancellationToken cancellationToken)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                await using var connection = await database.OpenConnectionAsync(cancellationToken);
                if (connection.PostgreSqlVersion.Major < 14)
                {
                    throw new StartupException($"PostgreSQL {connection.PostgreSqlVersion} is too old: Kuma needs 14 or newer.");
                }

                return;
            }
            catch (PostgresException e) when (e.SqlState is not "57P03")
            {
                throw new StartupException($"PostgreSQL at {address.Host} refused the connection ({e.MessageText}): check KUMA_DATABASE.", e);
            }
            catch (Exception e) when (e is NpgsqlException or SocketException or TimeoutException)
            {
                if (TimeProvider.System.GetElapsedTime(start) > patience)
                {
                    throw new StartupException(
                        $"PostgreSQL at {address.Host}:{address.Port} does not answer ({e.InnerException?.Message ?? e.Message}): start it, or check KUMA_DATABASE.", e);
                }

                await Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System, cancellationToken);
            }
        }
    }
}
