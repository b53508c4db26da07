using System.Net;
using Dapper;
using Kuma.Application.Common;
using Kuma.Application.Monitoring;
using Kuma.Application.Monitors;
using Kuma.Application.Users;
using Kuma.Domain.Common;
using Kuma.Domain.Monitors;
using Kuma.Testing;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace Kuma.Web.Tests.StatusPages;

/// <summary>A Kuma with a page of one push monitor whose every field but its name holds a marker.</summary>
public sealed class MarkedPage(PostgresFixture postgres) : IAsyncLifetime
{
    public const string Marker = "MARKER-c0ffee";
    public const int NumberMarker = 64731;
    public const string Token = "abcdefghijklmnopqrstuvwxyz012345";
    public const string HiddenToken = "543210abcdefghijklmnopqrstuvwxyz";

    private TestDatabase _database = null!;
    private KumaHost _kuma = null!;

    public KumaHost Kuma => _kuma;

    /// <summary>The id of the monitor that is shown.</summary>
    public int Shown { get; private set; }

    public async ValueTask InitializeAsync()
    {
        _database = await postgres.CreateDatabaseAsync();
        _kuma = await KumaHost.StartAsync(_database);
        using var scope = _kuma.Services.CreateScope();
        var mediator = scope.ServiceProvider.GetRequiredService<IMediator>();
        await mediator.Send(new SetUp(Actor.Anonymous, "admin", "Passw0rd!23"));
        var added = await mediator.Send(new AddMonitor(new Actor(new UserId(1)), Marked(), [], Active: true));
        added.Error.ShouldBeNull();
        Shown = added.Value.Value;
        var hidden = await mediator.Send(
            new AddMonitor(new Actor(new UserId(1)), Marked() with { Name = Marker, PushToken = HiddenToken }, [], Active: true));
        hidden.Error.ShouldBeNull();
        await using var connection = await _database.DataSource.OpenConnectionAsync();
        await connection.ExecuteAsync(
            """
            insert into status_page (slug, title, description, custom_css, show_certificate_expiry)
            values ('p', 'A & B', 'Some **bold**', '</style><script>alert(1)</script>', true), ('draft', @marker, @marker, @marker, true);
            update status_page set published = false where slug = 'draft';
            insert into status_page_cname (status_page_id, domain) values (1, @marker);
            insert into page_group (status_page_id, name, public) values (1, 'G', true), (1, @marker, false);
            insert into monitor_group (monitor_id, group_id, send_url, custom_url) values (@monitor, 1, false, @marker), (@hidden, 2, true, @marker);
            insert into tag (name, color) values (@marker, '#123456');
            insert into monitor_tag (monitor_id, tag_id, value) values (@monitor, 1, @marker), (@hidden, 1, @marker);
            insert into incident (status_page_id, title, content) values (1, 'Broken', 'We <b>know</b>')
            """,
            new { monitor = Shown, hidden = hidden.Value.Value, marker = Marker });
        var board = _kuma.Services.GetRequiredService<LiveBoard>();
        foreach (var id in new[] { new MonitorId(Shown), hidden.Value })
        {
            board.SetTls(id, """{"valid":true,"certInfo":{"daysRemaining":20,"validTo":"2031-05-01T12:00:00.000Z","subject":"CN"}}""".Replace("CN", Marker));
            board.SetDomain(id, new DomainExpiry(Marker, DateTimeOffset.UnixEpoch, NumberMarker));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _kuma.DisposeAsync();
        await _database.DisposeAsync();
    }

    public async Task PushAsync(string query, string token = Token)
    {
        using var answer = await _kuma.Client.GetAsync($"/api/push/{token}?{query}");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    internal static MonitorSettings Marked()
    {
        object settings = new MonitorSettings();
        foreach (var property in typeof(MonitorSettings).GetProperties().Where(p => p.CanWrite))
        {
            var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
            object? value =
                type == typeof(string) ? $"\"{Marker}\"" // Quoted, because some fields hold JSON.
                : type == typeof(IReadOnlyList<string>) ? new[] { Marker }
                : type == typeof(int) ? NumberMarker
                : type == typeof(double) ? (double)NumberMarker
                : null;
            if (value is not null)
            {
                property.SetValue(settings, value);
            }
        }

        return (MonitorSettings)settings with { Name = "Public", Type = "push", PushToken = Token, IpFamily = null, MaxRetries = 0 };
    }
}
