using Dapper;
using Kuma.Application.Maintenance;
using Kuma.Application.Monitoring;
using Kuma.Application.Monitors;
using Kuma.Application.Settings;
using Kuma.Domain.Common;
using Kuma.Domain.Monitors;
using Kuma.Infrastructure.Certificates;
using Kuma.Infrastructure.Engine;
using Kuma.Infrastructure.Heartbeats;
using Kuma.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using NSubstitute;
using Monitor = Kuma.Domain.Monitors.Monitor;

namespace Kuma.Infrastructure.Tests.Engine;

/// <summary>The engine on a real database, with a clock that the test moves and checks that answer what the test says.</summary>
internal sealed class EngineRig : IAsyncDisposable
{
    /// <summary>Whose monitors they are.</summary>
    public static readonly UserId Owner = new(1);

    private readonly ServiceProvider _services;

    private EngineRig(ServiceProvider services) => _services = services;

    public FakeTimeProvider Time => (FakeTimeProvider)Get<TimeProvider>();

    public NpgsqlDataSource Database => Get<NpgsqlDataSource>();

    public MonitorList Monitors => Get<MonitorList>();

    public ScriptedRunner Runner => Get<ScriptedRunner>();

    public IMaintenanceCalendar Calendar => Get<IMaintenanceCalendar>();

    public LiveBoard Board => Get<LiveBoard>();

    public BeatStates States => Get<BeatStates>();

    public BeatRecorder Recorder => Get<BeatRecorder>();

    public BeatEraser Eraser => Get<BeatEraser>();

    public Beating Beating => Get<Beating>();

    public BeatLog Log => Get<BeatLog>();

    public MonitorEngine Engine => Get<MonitorEngine>();

    /// <summary>Starts an engine on what the database holds; <paramref name="before"/> gives it the monitors, the clock and the answers of an earlier one.</summary>
    public static async Task<EngineRig> StartAsync(NpgsqlDataSource database, EngineRig? before = null, Action<IServiceCollection>? replace = null)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<TimeProvider>(before?.Time ?? new FakeTimeProvider(new DateTimeOffset(2026, 3, 14, 9, 26, 53, TimeSpan.Zero)));
        services.AddSingleton(database);
        services.AddSingleton(before?.Monitors ?? new MonitorList());
        services.AddSingleton<IMonitorDirectory>(provider => provider.GetRequiredService<MonitorList>());
        services.AddSingleton(new ScriptedRunner { Answer = before?.Runner.Answer ?? new ScriptedRunner().Answer });
        services.AddSingleton<ICheckRunner>(provider => provider.GetRequiredService<ScriptedRunner>());
        services.AddSingleton(before?.Calendar ?? Substitute.For<IMaintenanceCalendar>());
        var timezone = Substitute.For<IServerTimezone>();
        timezone.Zone.Returns(TimeZoneInfo.Utc);
        timezone.Name.Returns("UTC");
        services.AddSingleton(timezone);
        services.AddSingleton(Substitute.For<ISettingStore>());
        services.AddSingleton(Substitute.For<IMonitorViews>());
        services.AddSingleton(Substitute.For<IMonitorJson>());
        services.AddSingleton<BeatStates>();
        services.AddSingleton<BeatRecorder>();
        services.AddSingleton<BeatEraser>();
        services.AddSingleton<LiveBoard>();
        services.AddSingleton<ILiveBoard>(provider => provider.GetRequiredService<LiveBoard>());
        services.AddSingleton<IBeatFeed, BeatFeed>();
        services.AddSingleton(new EngineOptions());
        services.AddSingleton(new BeatLogOptions());
        services.AddSingleton<EngineMetrics>();
        services.AddSingleton<IBeatMessages, BeatMessages>();
        services.AddSingleton<HeartbeatPartitions>();
        services.AddSingleton<LiveBoardLoader>();
        services.AddSingleton<BeatLog>();
        services.AddSingleton<IBeatLog>(provider => provider.GetRequiredService<BeatLog>());
        services.AddSingleton<CheckGates>();
        services.AddSingleton<TrustedRoots>();
        services.AddSingleton<CertificateNotices>();
        services.AddSingleton<Beating>();
        services.AddSingleton<Scheduler>();
        services.AddSingleton<MonitorEngine>();
        services.AddSingleton<EngineHost>();
        replace?.Invoke(services);
        var rig = new EngineRig(services.BuildServiceProvider());
        if (rig.Calendar is IHostedService calendar)
        {
            await calendar.StartAsync(CancellationToken.None); // Before the engine, as in the program.
        }

        await rig.Get<EngineHost>().StartAsync(CancellationToken.None);
        return rig;
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Adds a monitor to the database and the directory; it does not run yet.</summary>
    public async Task<Monitor> AddAsync(string type = "http", Func<MonitorSettings, MonitorSettings>? settings = null)
    {
        const string sql = """
            insert into users (id, username, password) values (1, 'alice', '') on conflict do nothing;
            insert into monitor (user_id, name, type) values (1, @type, @type) returning id
            """;
        await using var connection = await Database.OpenConnectionAsync();
        var id = await connection.QuerySingleAsync<int>(sql, new { type });
        Monitor monitor = A.Monitor(type).WithId(id).With(settings ?? (same => same));
        Monitors.Put(monitor);
        return monitor;
    }

    /// <summary>Links a new notification to a monitor.</summary>
    public async Task<int> NotifyAsync(Monitor monitor)
    {
        const string sql = """
            with added as (insert into notification (user_id, name, config) values (1, 'pager', '{}') returning id)
            insert into monitor_notification (monitor_id, notification_id) select @monitor, id from added returning notification_id
            """;
        await using var connection = await Database.OpenConnectionAsync();
        return await connection.QuerySingleAsync<int>(sql, new { monitor = monitor.Id.Value });
    }

    /// <summary>The messages that are owed to notifications, in their order.</summary>
    public async Task<IReadOnlyList<string>> OutboxAsync()
    {
        await using var connection = await Database.OpenConnectionAsync();
        return [.. await connection.QueryAsync<string>("select message from notification_outbox order by id")];
    }

    /// <summary>Makes one beat of the engine's own, outside the schedule, and waits until it is stored.</summary>
    public async Task BeatAsync(Monitor monitor, CheckOutcome outcome)
    {
        Runner.Answer = (_, _) => Task.FromResult(outcome);
        await Beating.BeatAsync(monitor, States.Of(monitor.Id).NewGeneration(), Time.GetTimestamp(), CancellationToken.None);
        await StoredAsync();
    }

    /// <summary>Waits until all that has been queued so far is stored.</summary>
    public Task StoredAsync() => Log.ClearHeartbeatsAsync([]);

    /// <summary>Lets the clock go on by a second, and the engine do what has become due.</summary>
    public async Task PassSecondAsync()
    {
        const int HandOvers = 8; // From the timer over the loop and the check to the log, each by way of the thread pool.
        Time.Advance(TimeSpan.FromSeconds(1));
        for (var turn = 0; turn < HandOvers; turn++)
        {
            await Task.Run(static () => { });
        }

        await StoredAsync();
    }

    /// <summary>Stops this engine and starts another one on its database.</summary>
    public async Task<EngineRig> RestartAsync()
    {
        var database = Database;
        await StopAsync();
        var next = await StartAsync(database, this);
        await _services.DisposeAsync();
        return next;
    }

    public Task StopAsync() => Get<EngineHost>().StopAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _services.DisposeAsync();
    }
}
