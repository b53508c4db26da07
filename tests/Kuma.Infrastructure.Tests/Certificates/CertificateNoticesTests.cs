using System.Text.Json;
using Kuma.Application.Monitoring;
using Kuma.Application.Settings;
using Kuma.Domain.Monitors;
using Kuma.Infrastructure.Certificates;
using Kuma.Infrastructure.Tests.Engine;
using Kuma.Testing;
using NSubstitute;
using Monitor = Kuma.Domain.Monitors.Monitor;

namespace Kuma.Infrastructure.Tests.Certificates;

public sealed class CertificateNoticesTests(PostgresFixture postgres) : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private EngineRig _rig = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await postgres.CreateDatabaseAsync();
        _rig = await EngineRig.StartAsync(_database.DataSource);
        await _rig.Get<CertificateNotices>().StartAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await _rig.Get<CertificateNotices>().StopAsync(CancellationToken.None);
        await _rig.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task People_are_told_once_per_configured_day()
    {
        var monitor = await AddAsync();

        foreach (var days in new[] { 30, 20, 20, 15, 14, 8, 7, 6, 1 })
        {
            await SeeAsync(monitor, Leaf("A1", days));
        }

        (await _rig.OutboxAsync()).ShouldBe(
        [
            "[shop][https://shop.example] server certificate shop.example will expire in 20 days",
            "[shop][https://shop.example] server certificate shop.example will expire in 14 days",
            "[shop][https://shop.example] server certificate shop.example will expire in 7 days",
        ]);
    }

    [Fact]
    public async Task A_certificate_that_is_nearly_over_is_told_of_once()
    {
        var monitor = await AddAsync();

        await SeeAsync(monitor, Leaf("A1", 3));
        await SeeAsync(monitor, Leaf("A1", 2));
        await SeeAsync(monitor, Leaf("A1", -1));

        (await _rig.OutboxAsync()).ShouldHaveSingleItem().ShouldEndWith("will expire in 3 days");
    }

    [Fact]
    public async Task A_new_certificate_is_told_of_anew()
    {
        var monitor = await AddAsync();

        await SeeAsync(monitor, Leaf("A1", 3));
        await SeeAsync(monitor, Leaf("B2", 5));

        (await _rig.OutboxAsync()).Count.ShouldBe(2);
    }

    [Fact]
    public async Task What_was_told_is_remembered_over_a_restart()
    {
        var monitor = await AddAsync();
        await SeeAsync(monitor, Leaf("A1", 3));

        await _rig.Get<CertificateNotices>().StopAsync(CancellationToken.None);
        _rig = await _rig.RestartAsync();
        await _rig.Get<CertificateNotices>().StartAsync(CancellationToken.None);
        await SeeAsync(monitor, Leaf("A1", 2));

        (await _rig.OutboxAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_chain_counts_up_to_a_root_that_this_machine_knows()
    {
        const string Known = "8B:05:B6:8C:C6:59:E5:ED:0F:CB:38:F2:C9:42:FB:FD:20:0E:6F:2F:F9:F8:5D:63:C6:99:4E:F5:E0:B0:27:01";
        var monitor = await AddAsync();

        await SeeAsync(
            monitor,
            new("shop.example", "server", 90, "A1"),
            new("Intermediate", "intermediate CA", 20, "C3"),
            new("Old root", "root CA", 2, Known));

        (await _rig.OutboxAsync()).ShouldHaveSingleItem().ShouldContain("intermediate CA certificate Intermediate will expire in 20 days");
    }

    [Fact]
    public async Task The_days_come_from_the_settings()
    {
        _rig.Get<ISettingStore>().GetAsync(SettingKeys.TlsExpiryNotifyDays, Arg.Any<CancellationToken>())
            .Returns(JsonSerializer.SerializeToElement(new[] { 60, 45 }));
        var monitor = await AddAsync();

        await SeeAsync(monitor, Leaf("A1", 50));
        await SeeAsync(monitor, Leaf("A1", 44));

        (await _rig.OutboxAsync()).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_monitor_that_does_not_want_it_or_ignores_TLS_tells_nobody()
    {
        var silent = await AddAsync(settings => settings with { ExpiryNotification = false });
        var careless = await AddAsync(settings => settings with { IgnoreTls = true });
        var wanting = await AddAsync();

        await SeeAsync(silent, Leaf("A1", 1));
        await SeeAsync(careless, Leaf("A1", 1));
        await SeeAsync(wanting, Leaf("A1", 1));

        (await _rig.OutboxAsync()).Count.ShouldBe(1);
    }

    private static TlsCertificate[] Leaf(string fingerprint, int days) => [new("shop.example", "server", days, fingerprint)];

    private async Task<Monitor> AddAsync(Func<MonitorSettings, MonitorSettings>? change = null)
    {
        var monitor = await _rig.AddAsync("http", settings => (change ?? (same => same))(settings with { Name = "shop", Url = "https://shop.example" }));
        await _rig.NotifyAsync(monitor);
        return monitor;
    }

    /// <summary>A check with this chain, long enough after the one before; then whatever follows from it.</summary>
    private async Task SeeAsync(Monitor monitor, params TlsCertificate[] chain)
    {
        _rig.Time.Advance(TimeSpan.FromMinutes(2));
        var json = JsonSerializer.Serialize(chain);
        var facts = new TlsFacts(json, true, chain[0].Fingerprint256, chain[0].DaysRemaining, _rig.Time.GetUtcNow().AddDays(chain[0].DaysRemaining), chain);
        await _rig.BeatAsync(monitor, CheckOutcome.Up("OK") with { Tls = facts });
        await _rig.Get<CertificateNotices>().IdleAsync();
    }
}
