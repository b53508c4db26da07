using System.Net;
using System.Text.Json.Nodes;
using Kuma.Testing;

namespace Kuma.Web.Tests.Sockets;

/// <summary>Pages of other sites cannot open a WebSocket with a visitor's browser.</summary>
public sealed class OriginTests(SocketHost host, PostgresFixture postgres) : IClassFixture<SocketHost>
{
    private string Own => host.Kuma.Address.Authority;

    [Fact]
    public async Task The_own_origin_and_clients_without_one_pass()
    {
        (await HandshakeAsync(host.Kuma, $"http://{Own}")).Status.ShouldBe(HttpStatusCode.SwitchingProtocols);
        (await HandshakeAsync(host.Kuma, $"https://{Own.ToUpperInvariant()}")).Status.ShouldBe(HttpStatusCode.SwitchingProtocols);
        (await HandshakeAsync(host.Kuma, origin: null)).Status.ShouldBe(HttpStatusCode.SwitchingProtocols);
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("http://localhost:1")]
    [InlineData("null")]
    [InlineData("file:///tmp/page.html")]
    public async Task Other_origins_are_refused(string origin)
    {
        var (status, body) = await HandshakeAsync(host.Kuma, origin);

        status.ShouldBe(HttpStatusCode.BadRequest);
        body.ShouldBe("Forbidden");
    }

    [Fact]
    public async Task Long_polling_is_left_to_the_browser()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/socket.io/?EIO=4&transport=polling");
        request.Headers.Add("Origin", "https://evil.example");

        using var answer = await host.Kuma.Client.SendAsync(request, TestContext.Current.CancellationToken);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Headers.Contains("Access-Control-Allow-Origin").ShouldBeFalse();
    }

    [Fact]
    public async Task The_forwarded_host_counts_only_when_the_proxy_is_trusted()
    {
        await using var client = await host.SignInAsync();
        (await HandshakeAsync(host.Kuma, "https://status.example", "status.example")).Status.ShouldBe(HttpStatusCode.BadRequest);

        await client.CallAsync("setSettings", new JsonObject { ["trustProxy"] = true }, "");
        (await HandshakeAsync(host.Kuma, "https://status.example", "status.example, inner.example")).Status
            .ShouldBe(HttpStatusCode.SwitchingProtocols);
        (await HandshakeAsync(host.Kuma, "https://evil.example", "status.example")).Status.ShouldBe(HttpStatusCode.BadRequest);

        await client.CallAsync("setSettings", new JsonObject { ["trustProxy"] = false }, "");
    }

    [Fact]
    public async Task The_operator_can_turn_the_check_off()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var kuma = await KumaHost.StartAsync(database, services: null, "--UPTIME_KUMA_WS_ORIGIN_CHECK=bypass");

        (await HandshakeAsync(kuma, "https://evil.example")).Status.ShouldBe(HttpStatusCode.SwitchingProtocols);
    }

    private static async Task<(HttpStatusCode Status, string Body)> HandshakeAsync(KumaHost kuma, string? origin, string? forwardedHost = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/socket.io/?EIO=4&transport=websocket");
        request.Headers.Connection.Add("Upgrade");
        request.Headers.Upgrade.ParseAdd("websocket");
        request.Headers.Add("Sec-WebSocket-Version", "13");
        request.Headers.Add("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
        if (origin is not null)
        {
            request.Headers.TryAddWithoutValidation("Origin", origin);
        }

        if (forwardedHost is not null)
        {
            request.Headers.Add("X-Forwarded-Host", forwardedHost);
        }

        using var answer = await kuma.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        return answer.StatusCode is HttpStatusCode.SwitchingProtocols
            ? (answer.StatusCode, "")
            : (answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
