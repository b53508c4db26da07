using System.Text;
using Kuma.Application.Monitoring;
using Kuma.Domain.Monitors;
using Kuma.Infrastructure.Checkers.Http;
using Kuma.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace Kuma.Infrastructure.Tests.Checkers;

/// <summary>Ways to sign on that take more than a header: OAuth2 client credentials and NTLM.</summary>
public sealed class SignOnTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow()) { AutoAdvanceAmount = TimeSpan.Zero };
    private readonly List<string> _tokensAsked = [];
    private readonly List<string> _seen = [];
    private TargetServer _target = null!;
    private TargetServer _issuer = null!;

    public async ValueTask InitializeAsync()
    {
        (_target, _issuer) = (await TargetServer.StartAsync(), await TargetServer.StartAsync());
        _target.Answer = context =>
        {
            _seen.Add(context.Request.Headers.Authorization.ToString());
            return context.Response.WriteAsync("OK");
        };
        _issuer.Answer = async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            _tokensAsked.Add($"{context.Request.Headers.Authorization} {await reader.ReadToEndAsync()}");
            await context.Response.WriteAsync($"{{\"access_token\":\"t{_tokensAsked.Count}\",\"token_type\":\"Bearer\",\"expires_in\":60}}");
        };
    }

    [Fact]
    public async Task A_token_is_asked_for_once_until_it_expires()
    {
        var exchange = Checks.Exchange(time: _time);

        await CheckAsync(exchange);
        await CheckAsync(exchange);
        _time.Advance(TimeSpan.FromSeconds(61));
        await CheckAsync(exchange);

        _seen.ShouldBe(["Bearer t1", "Bearer t1", "Bearer t2"]);
        _tokensAsked[0].ShouldBe($"Basic {Convert.ToBase64String("my%26id:secret"u8)} grant_type=client_credentials&scope=a+b&audience=api");
    }

    [Fact]
    public async Task A_client_may_sign_on_in_the_body()
    {
        await CheckAsync(Checks.Exchange(time: _time), settings => settings with { OauthAuthMethod = "client_secret_post", OauthScopes = null, OauthAudience = "" });

        _tokensAsked.ShouldBe([" grant_type=client_credentials&client_id=my%26id&client_secret=secret"]);
    }

    [Fact]
    public async Task A_token_that_is_refused_is_renewed_once()
    {
        _target.Answer = context =>
        {
            _seen.Add(context.Request.Headers.Authorization.ToString());
            context.Response.StatusCode = _seen.Count == 1 ? 200 : 401;
            return Task.CompletedTask;
        };
        var exchange = Checks.Exchange(time: _time);

        (await CheckAsync(exchange)).IsError.ShouldBeFalse();
        (await CheckAsync(exchange)).Message.ShouldBe("Request failed with status code 401");

        _seen.ShouldBe(["Bearer t1", "Bearer t1", "Bearer t2"]);
    }

    [Theory]
    [InlineData(401, "{\"error\":\"invalid_client\",\"error_description\":\"who?\"}", "The oauth config is invalid. invalid_client (who?)")]
    [InlineData(400, "{\"error\":\"invalid_scope\"}", "The oauth config is invalid. invalid_scope")]
    [InlineData(500, "oops", "The oauth config is invalid. expected 200 OK, got: 500 Internal Server Error")]
    [InlineData(200, "{}", "The oauth config is invalid. the answer has no access_token")]
    [InlineData(200, "<html>", "The oauth config is invalid. the answer is no JSON")]
    public async Task A_token_server_that_gives_none_is_told(int status, string body, string message)
    {
        _issuer.AnswerWith(status, body);

        (await Should.ThrowAsync<CheckFailedException>(() => CheckAsync(Checks.Exchange(time: _time)))).Message.ShouldStartWith(message);
        _seen.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_token_server_that_is_away_is_told()
    {
        var port = _issuer.Port;
        await _issuer.DisposeAsync();

        (await Should.ThrowAsync<CheckFailedException>(() => CheckAsync(Checks.Exchange(time: _time)))).Message
            .ShouldBe($"The oauth config is invalid. connect ECONNREFUSED 127.0.0.1:{port}");
    }

    [Fact]
    public async Task NTLM_signs_on_in_three_steps_on_one_connection()
    {
        var connections = new HashSet<string>();
        byte[]? last = null;
        _target.Answer = context =>
        {
            connections.Add(context.Connection.Id);
            var header = context.Request.Headers.Authorization.ToString();
            var message = header.StartsWith("NTLM ", StringComparison.Ordinal) ? Convert.FromBase64String(header[5..]) : null;
            _seen.Add(message is null ? "nothing" : $"type {message[8]}");
            if (message is [.., _] && message[8] == 3)
            {
                last = message;
                return context.Response.WriteAsync("OK");
            }

            context.Response.StatusCode = 401;
            context.Response.Headers.WWWAuthenticate = message is null ? "NTLM" : $"NTLM {Convert.ToBase64String(Challenge())}";
            return Task.CompletedTask;
        };

        var outcome = await new HttpChecker(Checks.Exchange()).CheckAsync(
            A.Monitor().With(settings => settings with
            {
                Url = _target.Address.ToString(), Timeout = 10, AuthMethod = "ntlm", BasicAuthUser = "alice", BasicAuthPass = "pw", AuthDomain = "WORK",
            }),
            CancellationToken.None);

        _seen.ShouldBe(["nothing", "type 1", "type 3"]);
        outcome.Message.ShouldBe("200 - OK");
        connections.Count.ShouldBe(1);
        Encoding.Unicode.GetString(last.ShouldNotBeNull()).ShouldContain("alice");
        Encoding.Unicode.GetString(last).ShouldContain("WORK");
    }

    [Fact]
    public async Task NTLM_is_not_pressed_upon_a_server_that_does_not_ask()
    {
        (await new HttpChecker(Checks.Exchange()).CheckAsync(
            A.Monitor().With(settings => settings with { Url = _target.Address.ToString(), AuthMethod = "ntlm", BasicAuthUser = "alice", BasicAuthPass = "pw" }),
            CancellationToken.None)).Message.ShouldBe("200 - OK");

        _seen.ShouldBe([""]);
    }

    public async ValueTask DisposeAsync()
    {
        await _target.DisposeAsync();
        await _issuer.DisposeAsync();
    }

    private Task<CheckOutcome> CheckAsync(HttpExchange exchange, Func<MonitorSettings, MonitorSettings>? change = null) =>
        new HttpChecker(exchange).CheckAsync(
            A.Monitor().With(settings => settings with
            {
                Url = _target.Address.ToString(), Timeout = 10, AuthMethod = "oauth2-cc", OauthTokenUrl = _issuer.Address.ToString(), OauthClientId = "my&id",
                OauthClientSecret = "secret", OauthScopes = "a b", OauthAudience = "api",
            }).With(change ?? (settings => settings)),
            CancellationToken.None);

    /// <summary>A challenge of a server named S in the domain D (MS-NLMP 2.2.1.2).</summary>
    private static byte[] Challenge()
    {
        var target = Encoding.Unicode.GetBytes("D");
        byte[] info =
        [
            .. Pair(2, Encoding.Unicode.GetBytes("D")), .. Pair(1, Encoding.Unicode.GetBytes("S")),
            .. Pair(7, BitConverter.GetBytes(TimeProvider.System.GetUtcNow().ToFileTime())), .. Pair(0, []),
        ];
        const uint Flags = 0x00000001 | 0x00000004 | 0x00000010 | 0x00000200 | 0x00008000 | 0x00010000 | 0x00080000 | 0x00800000 | 0x02000000 | 0x20000000 | 0x80000000 | 0x40000000;
        return
        [
            .. "NTLMSSP\0"u8, 2, 0, 0, 0,
            .. Field(target.Length, 56), .. BitConverter.GetBytes(Flags), 1, 2, 3, 4, 5, 6, 7, 8, 0, 0, 0, 0, 0, 0, 0, 0,
            .. Field(info.Length, 56 + target.Length), 10, 0, 0x5d, 0x58, 0, 0, 0, 15, .. target, .. info,
        ];

        static byte[] Pair(ushort id, byte[] value) => [.. BitConverter.GetBytes(id), .. BitConverter.GetBytes((ushort)value.Length), .. value];

        static byte[] Field(int length, int offset) =>
            [.. BitConverter.GetBytes((ushort)length), .. BitConverter.GetBytes((ushort)length), .. BitConverter.GetBytes(offset)];
    }
}
