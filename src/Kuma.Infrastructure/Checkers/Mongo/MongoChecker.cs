using System.Globalization;
using System.Net.Sockets;
using Kuma.Application.Monitoring;
using Kuma.Domain.Heartbeats;
using Kuma.Domain.Monitors;
using Kuma.Infrastructure.Checkers.Names;
using Kuma.Infrastructure.Checkers.Network;
using Kuma.Infrastructure.Scripting;
using MongoDB.Bson;
using MongoDB.Driver;
using MongoDB.Driver.Core.Configuration;

namespace Kuma.Infrastructure.Checkers.Mongo;

/// <summary>UP when a command succeeds and its reply is as asked (spec/monitors.md section 5.15).</summary>
internal sealed class MongoChecker(JsonQuery queries, TimeProvider time) : IChecker
{
    private static readonly TimeSpan SelectionLimit = TimeSpan.FromSeconds(30);

    public string Type => "mongodb";

    public async Task<CheckOutcome> CheckAsync(Monitor monitor, CancellationToken cancellationToken)
    {
        var settings = monitor.Settings;
        var command = Command(settings.DatabaseQuery);
        var (client, database) = Client(settings);
        try
        {
            var start = time.GetTimestamp();
            await LookUpAsync(client.Settings, cancellationToken);
            var reply = await RunAsync(client.GetDatabase(database), command, cancellationToken);
            return CheckOutcome.Up(Judge(settings, reply), Math.Round(time.GetElapsedTime(start).TotalMilliseconds));
        }
        finally
        {
            // A client that is disposed of leaves its connections to the next one with the same settings.
            ClusterRegistry.Instance.UnregisterAndDisposeCluster(client.Cluster);
            client.Dispose();
        }
    }

    /// <summary>A list of servers, and one that DNS gives, is the driver's affair.</summary>
    private async Task LookUpAsync(MongoClientSettings settings, CancellationToken cancellationToken)
    {
        if (settings.Scheme is not ConnectionStringScheme.MongoDB || settings.Servers.Count() != 1)
        {
            return;
        }

        using var deadline = new Deadline(settings.ServerSelectionTimeout, time, cancellationToken);
        try
        {
            if (await HostNames.Shared.FaultAsync(settings.Server.Host, deadline.Token) is { } fault)
            {
                throw new CheckFailedException(fault);
            }
        }
        catch (OperationCanceledException e) when (deadline.Passed)
        {
            throw new CheckFailedException("Server selection timed out", e);
        }
    }

    private static BsonDocument Command(string? text)
    {
        try
        {
            return string.IsNullOrWhiteSpace(text) ? new BsonDocument("ping", 1) : BsonDocument.Parse(text);
        }
        catch (Exception e) when (e is FormatException or BsonException or InvalidOperationException)
        {
            throw new CheckFailedException($"Invalid JSON in database query: {e.Message}", e);
        }
    }

    private static (MongoClient Client, string Database) Client(MonitorSettings settings)
    {
        try
        {
            var url = new MongoUrl((settings.DatabaseConnectionString ?? "").Trim());
            var limit = BeatPolicy.Timeout(settings);
            var options = MongoClientSettings.FromUrl(url);
            options.ApplicationName = "Kuma";
            options.ServerSelectionTimeout = limit < SelectionLimit ? limit : SelectionLimit;
            options.ConnectTimeout = options.ServerSelectionTimeout;
            options.MaxConnectionPoolSize = 1;

            // Settings that equal no others': two checks at once must not share connections, because each closes its own.
            var own = new object();
            options.ClusterConfigurator = _ => GC.KeepAlive(own);
            return (new MongoClient(options), url.DatabaseName ?? "test");
        }
        catch (Exception e) when (e is MongoException or ArgumentException or FormatException or InvalidOperationException)
        {
            // The words of the parser stay out: they may hold the password.
            throw new CheckFailedException("Invalid connection string: use mongodb://username:password@host:port/database", e);
        }
    }

    private static async Task<BsonDocument> RunAsync(IMongoDatabase database, BsonDocument command, CancellationToken cancellationToken)
    {
        try
        {
            var reply = await database.RunCommandAsync<BsonDocument>(command, cancellationToken: cancellationToken);
            return reply.TryGetValue("ok", out var ok) && ok.IsNumeric && ok.ToDouble() == 1
                ? reply
                : throw new CheckFailedException("MongoDB command failed");
        }
        catch (MongoCommandException e)
        {
            throw new CheckFailedException(e.ErrorMessage ?? "MongoDB command failed", e);
        }
        catch (Exception e) when (e is MongoException or TimeoutException or FormatException)
        {
            throw new CheckFailedException(Words(e, database.Client.Cluster.Description), e);
        }
    }

    /// <summary>Why no server could be chosen stands in the state of the servers.</summary>
    private static string Words(Exception failure, MongoDB.Driver.Core.Clusters.ClusterDescription cluster)
    {
        foreach (var server in cluster.Servers)
        {
            for (var e = server.HeartbeatException; e is not null; e = e.InnerException)
            {
                if (e is SocketException socket)
                {
                    return string.Create(CultureInfo.InvariantCulture, $"connect {SocketErrors.Name(socket.SocketErrorCode)} {Place(server.EndPoint)}");
                }
            }

            if (server.HeartbeatException is { } other)
            {
                return (other.InnerException ?? other).Message.ReplaceLineEndings(" ");
            }
        }

        return failure is TimeoutException ? "Server selection timed out" : (failure.InnerException ?? failure).Message.ReplaceLineEndings(" ");
    }

    private static string Place(System.Net.EndPoint point) => point is System.Net.DnsEndPoint name ? $"{name.Host}:{name.Port}" : point.ToString() ?? "";

    private string Judge(MonitorSettings settings, BsonDocument reply)
    {
        var hasPath = !string.IsNullOrWhiteSpace(settings.JsonPath);
        if (!hasPath && string.IsNullOrEmpty(settings.ExpectedValue))
        {
            return "Command executed successfully";
        }

        var value = Evaluate(hasPath ? settings.JsonPath : null, BsonJson.Of(reply)!.ToJsonString());
        if (hasPath && !value.IsTruthy)
        {
            throw new CheckFailedException("Queried value not found.");
        }

        if (string.IsNullOrEmpty(settings.ExpectedValue))
        {
            return "Command executed successfully and the jsonata expression produces a result.";
        }

        return value.Text == settings.ExpectedValue
            ? "Command executed successfully and expected value was found"
            : throw new CheckFailedException($"Query executed, but value is not equal to expected value, value was: [{value.Json}]");
    }

    private JsonataResult Evaluate(string? path, string json)
    {
        try
        {
            return queries.Evaluate(path, json);
        }
        catch (JsonataException e)
        {
            throw new CheckFailedException(e.Message, e);
        }
    }
}
