using Dapper;
using Kuma.Testing;

namespace Kuma.EndToEnd.Tests;

/// <summary>A Kuma with the page of fifty monitors that refreshes itself every five seconds, and a browser; shared by the tests of a class.</summary>
public sealed class StatusPageHost(PostgresFixture postgres) : BrowserHost(postgres)
{
    private protected override async Task FillAsync(TestDatabase database)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync();
        await connection.ExecuteAsync("update status_page set auto_refresh_interval = 5");
        await connection.ExecuteAsync(
            """
            insert into status_page (slug, title, description, custom_css)
            values ('hostile', '</title><script>alert(1)</script>', '<img src=x onerror=alert(1)><svg onload=alert(1)>',
                    '</style><script>alert(1)</script><img src=x onerror=alert(1)>');
            insert into page_group (status_page_id, name, public) values (2, '"><script>alert(1)</script>', true);
            insert into monitor_group (monitor_id, group_id, send_url, custom_url) values (1, 6, true, 'javascript:alert(1)');
            insert into incident (status_page_id, title, content)
            values (2, '<script>alert(1)</script>', '[x](javascript:alert(1)) <a href="#" onclick="alert(1)">y</a> <iframe srcdoc="<script>alert(1)</script>"></iframe>')
            """);
    }
}
