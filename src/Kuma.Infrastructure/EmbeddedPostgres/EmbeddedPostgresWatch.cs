using Kuma.Infrastructure.Persistence;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Kuma.Infrastructure.EmbeddedPostgres;

/// <summary>Starts the embedded server again when it has died under us; beats wait in memory meanwhile.</summary>
internal sealed partial class EmbeddedPostgresWatch(KumaDatabase database, TimeProvider time, ILogger<EmbeddedPostgresWatch> logger)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (database.Embedded is not { } server)
        {
            return;
        }

        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (!server.IsAlive())
            {
                await StartAgainAsync(server, stoppingToken);
            }
        }
    }

    private async Task StartAgainAsync(EmbeddedPostgresServer server, CancellationToken cancellationToken)
    {
        Log.Died(logger, server.Cluster);
        try
        {
            await server.StartAgainAsync(cancellationToken);
            database.DataSource.Clear(); // Its connections led to the dead server.
            Log.Recovered(logger);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            Log.StillDown(logger, e.Message);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(2301, LogLevel.Error, "The embedded PostgreSQL has ended; starting it again. Its log is in {Cluster}/server.log.")]
        public static partial void Died(ILogger logger, string cluster);

        [LoggerMessage(2302, LogLevel.Information, "The embedded PostgreSQL runs again.")]
        public static partial void Recovered(ILogger logger);

        [LoggerMessage(2303, LogLevel.Error, "The embedded PostgreSQL does not come back: {Reason}")]
        public static partial void StillDown(ILogger logger, string reason);
    }
}
