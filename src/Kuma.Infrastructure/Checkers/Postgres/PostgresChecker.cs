using System.Globalization;
using System.Net.Sockets;
using Kuma.Application.Common;
using Kuma.Application.Monitoring;
using Kuma.Domain.Heartbeats;
using Kuma.Infrastructure.Checkers.Names;
using Kuma.Infrastructure.Checkers.Network;
using Kuma.Infrastructure.Persistence;
using Npgsql;

namespace Kuma.Infrastructure.Checkers.Postgres;

/// <summary>UP when the query runs; one fresh connection per check (spec/monitors.md section 5.14).</summary>
internal sealed class PostgresChecker(TimeProvider time) : IChecker
{
    public string Type => "postgres";

    public async Task<CheckOutcome> CheckAsync(Monitor monitor, CancellationToken cancellationToken)
    {
        var settings = monitor.Settings;
        var address = Address(settings.DatabaseConnectionString);
        var limit = BeatPolicy.Timeout(settings);

        // The driver looks at its own limit only while a server greets.
        address.Timeout = (int)Math.Clamp(Math.Ceiling(limit.TotalSeconds), 1, 600);
        var query = string.IsNullOrWhiteSpace(settings.DatabaseQuery) ? "SELECT 1" : settings.DatabaseQuery;
        using var deadline = new Deadline(limit, time, cancellationToken);
        var start = time.GetTimestamp();
        try
        {
            if (await HostNames.Shared.FaultAsync(address.Host, deadline.Token) is { } fault)
            {
                throw new CheckFailedException(fault);
            }

            await using var connection = new NpgsqlConnection(address.ConnectionString);
            await connection.OpenAsync(deadline.Token);
            await using var command = new NpgsqlCommand(query, connection) { CommandTimeout = 0 };
            await using (var reader = await command.ExecuteReaderAsync(deadline.Token))
            {
                // A late statement of several fails only when it is reached.
                while (await reader.NextResultAsync(deadline.Token))
                {
                }
            }

            return CheckOutcome.Up("", Math.Round(time.GetElapsedTime(start).TotalMilliseconds));
        }
        catch (OperationCanceledException e) when (deadline.Passed)
        {
            throw new CheckFailedException("Query read timeout", e);
        }
        catch (Exception e) when (e is NpgsqlException or IOException or ArgumentException or InvalidOperationException or NotSupportedException)
        {
            throw new CheckFailedException(Words(e, address), e);
        }
    }

    private static string Words(Exception failure, NpgsqlConnectionStringBuilder address) => failure switch
    {
        PostgresException refusal => refusal.MessageText,
        { InnerException: TimeoutException } => "Query read timeout",
        { InnerException: SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData } socket } =>
            $"getaddrinfo {SocketErrors.Name(socket.SocketErrorCode)} {address.Host}",
        { InnerException: SocketException socket } =>
            string.Create(CultureInfo.InvariantCulture, $"connect {SocketErrors.Name(socket.SocketErrorCode)} {address.Host}:{address.Port}"),
        { InnerException: EndOfStreamException } => "Connection terminated unexpectedly",
        { InnerException: { } inner } => inner.Message,
        _ => failure.Message,
    };

    private static NpgsqlConnectionStringBuilder Address(string? text)
    {
        // The words of a parser stay out of the message: they may hold the password.
        const string Invalid = "Invalid connection string: use postgres://username:password@host:port/database";
        try
        {
            var address = ConnectionStrings.Parse(Spelled((text ?? "").Trim()));
            if (string.IsNullOrEmpty(address.Password) && address.Username is { Length: > 0 } && address.Host?.StartsWith('/') is not true)
            {
                throw new CheckFailedException("Password is undefined.");
            }

            address.Pooling = false;
            address.ApplicationName = "Kuma";
            return address;
        }
        catch (StartupException e)
        {
            throw new CheckFailedException(Invalid, e);
        }
    }

    /// <summary>The driver of the original reads <c>ssl=true</c>.</summary>
    private static string Spelled(string text) => text
        .Replace("ssl=true", "sslmode=require", StringComparison.OrdinalIgnoreCase)
        .Replace("ssl=false", "sslmode=disable", StringComparison.OrdinalIgnoreCase)
        .Replace("sslmode=no-verify", "sslmode=require", StringComparison.OrdinalIgnoreCase);
}
