using Kuma.Application.Domains;
using Kuma.Application.Monitoring;
using Kuma.Application.Settings;
using Kuma.Domain.Monitors;
using Kuma.Infrastructure.Domains;
using Kuma.Infrastructure.Tests.Engine;
using Kuma.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using NSubstitute;
using Monitor = Kuma.Domain.Monitors.Monitor;

namespace Kuma.Infrastructure.Tests.Domains;

/// <summary>Against a registry of this machine, which IANA's list on this machine names.</summary>
public sealed class DomainExpiryTests(PostgresFixture postgres) : IAsyncLifetime
{
    private readonly Dictionary<string, int> _asked = new(StringComparer.Ordinal);
    private TestDatabase _database = null!;
    private TargetServer _registry = null!;
    private EngineRig _rig = null!;
    private DateTimeOffset _end = new(2027, 3, 14, 0, 0, 0, TimeSpan.Zero);
    private int _bootstraps;

    public async ValueTask InitializeAsync()
    {
        _database = await postgres.CreateDatabaseAsync();
        _registry = await TargetServer.StartAsync();
        _registry.Answer = AnswerAsync;
        _rig = await EngineRig.StartAsync(_database.DataSource, replace: Add);
        await _rig.Get<DomainWatch>().StartAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await _rig.Get<DomainWatch>().StopAsync(CancellationToken.None);
        await _rig.DisposeAsync();
        await _registry.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task A_monitor_shows_the_end_that_the_registry_says()
    {
        var monitor = await AddAsync("https://www.kuma.com/status");

        await BeatAsync(monitor);

        _rig.Board.Domain(monitor.Id).ShouldBe(new DomainExpiry("kuma.com", _end, 364));
    }

    [Fact]
    public async Task A_registry_is_asked_once_a_day_whatever_the_number_of_monitors()
    {
        var monitors = new[] { await AddAsync("https://kuma.com"), await AddAsync("https://api.kuma.com"), await AddAsync("https://kuma.com/other") };

        for (var hour = 0; hour < 30; hour++)
        {
            foreach (var monitor in monitors)
            {
                await BeatAsync(monitor);
            }

            _rig.Time.Advance(TimeSpan.FromHours(1.01));
        }

        _asked["kuma.com"].ShouldBe(2);
        monitors.ShouldAllBe(monitor => _rig.Board.Domain(monitor.Id) != null);
    }

    [Fact]
    public async Task People_are_told_once_per_day_of_the_settings_and_domain()
    {
        var first = await AddAsync("https://kuma.com");
        var second = await AddAsync("https://www.kuma.com");
        foreach (var days in new[] { 22, 21, 15, 14, 8, 7, 3 })
        {
            MoveTo(days);
            await BeatAsync(first);
            await BeatAsync(second);
        }

        (await _rig.OutboxAsync()).ShouldBe(
        [
            "Domain name kuma.com will expire in 21 days",
            "Domain name kuma.com will expire in 14 days",
            "Domain name kuma.com will expire in 7 days",
        ]);
    }

    [Fact]
    public async Task A_prolonged_domain_is_told_of_anew()
    {
        var monitor = await AddAsync("https://kuma.com");
        MoveTo(5);
        await BeatAsync(monitor);

        _end = _end.AddYears(1);
        MoveTo(6);
        await BeatAsync(monitor);

        (await _rig.OutboxAsync()).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_monitor_without_the_wish_asks_nobody_but_shows_what_is_known()
    {
        var silent = await AddAsync("https://kuma.com", wanted: false);
        await BeatAsync(silent);
        _asked.ShouldBeEmpty();

        await BeatAsync(await AddAsync("https://kuma.com"));
        _rig.Time.Advance(TimeSpan.FromHours(2));
        await BeatAsync(silent);

        _rig.Board.Domain(silent.Id)!.ExpiresAt.ShouldBe(_end);
        (await _rig.OutboxAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_registry_that_knows_nothing_or_is_away_is_asked_again_the_next_day()
    {
        var monitor = await AddAsync("https://unknown.com");
        await BeatAsync(monitor);
        _rig.Time.Advance(TimeSpan.FromHours(23));
        await BeatAsync(monitor);
        _asked["unknown.com"].ShouldBe(1);

        _rig.Time.Advance(TimeSpan.FromHours(2));
        await BeatAsync(monitor);

        _asked["unknown.com"].ShouldBe(2);
        _rig.Board.Domain(monitor.Id).ShouldBeNull();
    }

    [Fact]
    public async Task The_list_of_registries_is_fetched_once_a_week_and_kept()
    {
        for (var day = 0; day < 8; day++)
        {
            (await _rig.Get<RdapServers>().FindAsync("com", CancellationToken.None)).ShouldNotBeNull();
            _rig.Time.Advance(TimeSpan.FromDays(1));
        }

        _bootstraps.ShouldBe(2);
        await _rig.Get<ISettingStore>().Received(2).SetInternalAsync(
            SettingKeys.RdapDnsData, Arg.Any<System.Text.Json.JsonElement>(), Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task Once_the_list_is_known_it_says_which_registries_can_be_asked()
    {
        var support = _rig.Get<IDomainSupport>();
        var target = new MonitorSettings { Url = "https://example.shop" };
        support.Of(target).Domain.ShouldNotBeNull();

        await BeatAsync(await AddAsync("https://kuma.com"));

        support.Of(target).Refusal.ShouldBe("domain_expiry_unsupported_unsupported_tld_no_rdap_endpoint");
    }

    private void Add(IServiceCollection services)
    {
        services.AddSingleton(new DomainOptions { Bootstrap = new Uri(_registry.Address, "dns.json") });
        services.AddSingleton<PublicSuffixes>();
        services.AddSingleton<RdapClient>();
        services.AddSingleton<RdapRegistries>();
        services.AddSingleton<RdapServers>();
        services.AddSingleton<IRdapRegistries>(provider => provider.GetRequiredService<RdapServers>());
        services.AddSingleton<IDomainSupport, DomainSupports>();
        services.AddSingleton<DomainExpiries>();
        services.AddSingleton<RegisteredDomains>();
        services.AddSingleton<DomainWatch>();
    }

    private async Task<Monitor> AddAsync(string url, bool wanted = true)
    {
        var monitor = await _rig.AddAsync("http", settings => settings with { Url = url, DomainExpiryNotification = wanted });
        await _rig.NotifyAsync(monitor);
        return monitor;
    }

    private async Task BeatAsync(Monitor monitor)
    {
        await _rig.BeatAsync(monitor, CheckOutcome.Up("OK"));
        await _rig.Get<DomainWatch>().IdleAsync();
    }

    /// <summary>Moves the clock to so many days before the end.</summary>
    private void MoveTo(int days) => _rig.Time.SetUtcNow(_end.AddDays(-days).AddHours(-1));

    private Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        if (path is "/dns.json")
        {
            Interlocked.Increment(ref _bootstraps);
            return context.Response.WriteAsync($$"""{"services":[[["com","net"],["{{_registry.Address}}rdap"]]]}""");
        }

        var domain = path["/rdap/domain/".Length..];
        lock (_asked)
        {
            _asked[domain] = _asked.GetValueOrDefault(domain) + 1;
        }

        if (domain is "unknown.com")
        {
            context.Response.StatusCode = 404;
            return Task.CompletedTask;
        }

        return context.Response.WriteAsync(
            $$"""{"events":[{"eventAction":"registration","eventDate":"2001-01-01T00:00:00Z"},{"eventAction":"expiration","eventDate":"{{_end:O}}"}]}""");
    }
}
