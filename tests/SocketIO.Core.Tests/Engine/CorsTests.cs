using SocketIO.Core.Tests.Wire;

namespace SocketIO.Core.Tests.Engine;

/// <summary>Cross-origin requests.</summary>
public sealed class CorsTests
{
    private const string Path = "/socket.io/?EIO=4&transport=polling";

    [Fact]
    public async Task Without_the_option_there_are_no_headers_and_no_preflight()
    {
        await using var server = await TestServer.StartAsync();

        var (get, _) = await SendAsync(server, HttpMethod.Get);
        var (preflight, headers) = await SendAsync(server, HttpMethod.Options);

        get.ShouldBe(200);
        preflight.ShouldBe(400);
        headers.Keys.ShouldNotContain(name => name.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Any_origin_gets_a_star()
    {
        await using var server = await TestServer.StartAsync(options => options.Cors = new SocketIOCorsOptions { Origins = { "*" } });

        var (status, headers) = await SendAsync(server, HttpMethod.Get);

        status.ShouldBe(200);
        headers["Access-Control-Allow-Origin"].ShouldBe("*");
    }

    [Fact]
    public async Task A_preflight_is_answered_with_204()
    {
        await using var server = await TestServer.StartAsync(options => options.Cors = new SocketIOCorsOptions
        {
            Origins = { "*" },
            MaxAge = TimeSpan.FromHours(1),
        });

        var (status, headers) = await SendAsync(server, HttpMethod.Options);

        status.ShouldBe(204);
        headers["Access-Control-Allow-Origin"].ShouldBe("*");
        headers["Access-Control-Allow-Methods"].ShouldBe("GET,HEAD,PUT,PATCH,POST,DELETE");
        headers["Access-Control-Allow-Headers"].ShouldBe("x-token");
        headers["Access-Control-Max-Age"].ShouldBe("3600");
        headers["Vary"].ShouldContain("Access-Control-Request-Headers");
    }

    [Fact]
    public async Task A_listed_origin_is_named_and_another_is_not()
    {
        await using var server = await TestServer.StartAsync(options => options.Cors = new SocketIOCorsOptions
        {
            Origins = { "https://a.example" },
            AllowCredentials = true,
        });

        var (_, listed) = await SendAsync(server, HttpMethod.Get);
        var (_, other) = await SendAsync(server, HttpMethod.Get, "https://b.example");

        listed["Access-Control-Allow-Origin"].ShouldBe("https://a.example");
        listed["Access-Control-Allow-Credentials"].ShouldBe("true");
        listed["Vary"].ShouldContain("Origin");
        other.ContainsKey("Access-Control-Allow-Origin").ShouldBeFalse();
    }

    [Fact]
    public async Task Errors_carry_the_headers_too()
    {
        await using var server = await TestServer.StartAsync(options => options.Cors = new SocketIOCorsOptions { Origins = { "*" } });
        using var http = server.Http();

        using var response = await http.GetAsync("/socket.io/?EIO=4&transport=abc", TestContext.Current.CancellationToken);

        ((int)response.StatusCode).ShouldBe(400);
        response.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe(["*"]);
    }

    private static async Task<(int Status, Dictionary<string, string> Headers)> SendAsync(
        TestServer server, HttpMethod method, string origin = "https://a.example")
    {
        using var http = server.Http();
        using var request = new HttpRequestMessage(method, Path);
        request.Headers.Add("Origin", origin);
        request.Headers.Add("Access-Control-Request-Method", "POST");
        request.Headers.Add("Access-Control-Request-Headers", "x-token");
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return ((int)response.StatusCode,
            response.Headers.ToDictionary(header => header.Key, header => string.Join(',', header.Value), StringComparer.OrdinalIgnoreCase));
    }
}
