using System.Net;
using Dapper;
using Kuma.Application.Common;
using Kuma.Application.Monitors;
using Kuma.Application.Users;
using Kuma.Domain.Common;
using Kuma.Domain.Monitors;
using Kuma.Domain.StatusPages;
using Kuma.Testing;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace Kuma.Web.Tests.Api;

/// <summary>A Kuma whose page <c>p</c> shows everything of one push monitor (id 1), shared by the tests of a class.</summary>
public sealed class PageHost(PostgresFixture postgres) : IAsyncLifetime
{
    public const string Token = "abcdefghijklmnopqrstuvwxyz012345";
    public const string Password = "Passw0rd!23";

    private TestDatabase? _database;
    private KumaHost? _host;

    public KumaHost Kuma => _host ?? throw new InvalidOperationException("The host is not started.");

    public async ValueTask InitializeAsync()
    {
        _database = await postgres.CreateDatabaseAsync();
        _host = await KumaHost.StartAsync(_database);
        using var scope = Kuma.Services.CreateScope();
        var mediator = scope.ServiceProvider.GetRequiredService<IMediator>();
        await mediator.Send(new SetUp(Actor.Anonymous, "admin", Password));
        var settings = new MonitorSettings { Name = "Shop", Type = "push", PushToken = Token, Interval = 60, RetryInterval = 60 };
        (await mediator.Send(new AddMonitor(new Actor(new UserId(1)), settings, [], Active: true))).Error.ShouldBeNull();
        await using var connection = await _database.DataSource.OpenConnectionAsync();
        await connection.ExecuteAsync(
            """
            insert into status_page (slug, title, description, show_tags, show_certificate_expiry) values ('p', 'Shop & Co', 'Some **bold**', true, true);
            insert into page_group (status_page_id, name, public) values (1, 'All', true);
            insert into monitor_group (monitor_id, group_id, send_url, custom_url) values (1, 1, true, 'https://example.com/');
            insert into tag (name, color) values ('env', '#059669');
            insert into monitor_tag (monitor_id, tag_id, value) values (1, 1, 'prod');
            insert into incident (status_page_id, title, content) values (1, 'Broken', 'We **know**');
            insert into incident (status_page_id, title, content, pin, active) values (1, 'Mended', 'It was a cable', false, false)
            """);
    }

    public TestDatabase Database => _database ?? throw new InvalidOperationException("The host is not started.");

    public Task PushAsync(string query) => PushAsync(Token, query);

    public async Task PushAsync(string token, string query)
    {
        using var answer = await Kuma.Client.GetAsync($"/api/push/{token}?{query}");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    /// <summary>A push monitor of the test's own, on the page when it is public.</summary>
    public async Task<(int Id, string Token)> AddMonitorAsync(bool isPublic = true)
    {
        var token = Guid.NewGuid().ToString("N");
        using var scope = Kuma.Services.CreateScope();
        var settings = new MonitorSettings { Name = "Own", Type = "push", PushToken = token, Interval = 3600, RetryInterval = 3600 };
        var added = await scope.ServiceProvider.GetRequiredService<IMediator>()
            .Send(new AddMonitor(new Actor(new UserId(1)), settings, [], Active: true));
        if (isPublic)
        {
            await ChangeAsync($"insert into monitor_group (monitor_id, group_id) values ({added.Value.Value}, 1)");
        }

        return (added.Value.Value, token);
    }

    /// <summary>Changes pages in the database, and says so.</summary>
    public async Task ChangeAsync(string sql)
    {
        await using (var connection = await Database.DataSource.OpenConnectionAsync())
        {
            await connection.ExecuteAsync(sql);
        }

        using var scope = Kuma.Services.CreateScope();
        await scope.ServiceProvider.GetRequiredService<IDomainEvents>().PublishAsync(new StatusPagesChanged(), CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }

        if (_database is not null)
        {
            await _database.DisposeAsync();
        }
    }
}
