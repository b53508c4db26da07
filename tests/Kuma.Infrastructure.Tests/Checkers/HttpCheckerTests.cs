using Kuma.Application.Monitoring;
using Kuma.Domain.Heartbeats;
using Kuma.Domain.Monitors;
using Kuma.Infrastructure.Checkers.Http;
using Kuma.Testing;
using Microsoft.AspNetCore.Http;

namespace Kuma.Infrastructure.Tests.Checkers;

public sealed class HttpCheckerTests : IAsyncLifetime
{
    private TargetServer _target = null!;

    public async ValueTask InitializeAsync() => _target = await TargetServer.StartAsync();

    [Fact]
    public async Task An_accepted_status_is_up_with_its_reason_and_a_ping()
    {
        var outcome = await CheckAsync();

        outcome.Status.ShouldBe(HeartbeatStatus.Up);
        outcome.Message.ShouldBe("200 - OK");
        outcome.Ping.ShouldNotBeNull().ShouldBeGreaterThanOrEqualTo(0);
        outcome.Response.ShouldBeNull();
    }

    [Fact]
    public async Task Another_status_fails_and_its_body_is_kept_up_to_the_limit()
    {
        _target.AnswerWith(500, new string('x', 50));

        var failure = await FailAsync(settings => settings with { ResponseMaxLength = 10 });

        failure.Message.ShouldBe("Request failed with status code 500");
        failure.Response.ShouldBe("xxxxxxxxxx... (truncated)");
        failure.Ping.ShouldBeNull();
    }

    [Theory]
    [InlineData("404", 404, true)]
    [InlineData("400-499", 404, true)]
    [InlineData("200-299", 404, false)]
    [InlineData("nonsense", 404, false)]
    [InlineData("1-2-3", 2, false)]
    [InlineData("", 200, false)]
    public void A_code_is_accepted_when_an_entry_holds_it(string entry, int code, bool accepted) =>
        AcceptedStatusCodes.Contain([entry], code).ShouldBe(accepted);

    [Fact]
    public async Task A_closed_port_is_told_with_its_address()
    {
        await _target.DisposeAsync();

        (await FailAsync(settings => settings)).Message.ShouldBe($"connect ECONNREFUSED 127.0.0.1:{_target.Port}");
    }

    [Fact]
    public async Task An_unknown_host_is_told_by_name() =>
        (await FailAsync(settings => settings with { Url = "http://no-such-host.invalid/" })).Message.ShouldMatch("getaddrinfo E(NOTFOUND|AI_AGAIN) no-such-host.invalid");

    [Fact]
    public async Task A_silent_server_times_out()
    {
        _target.Answer = context => Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted);

        (await FailAsync(settings => settings with { Timeout = 0.2 })).Message.ShouldBe("timeout of 200ms exceeded");
    }

    [Fact]
    public async Task A_server_that_hangs_up_is_told()
    {
        _target.Answer = context =>
        {
            context.Abort();
            return Task.CompletedTask;
        };

        (await FailAsync(settings => settings)).Message.ShouldBeOneOf("socket hang up", "read ECONNRESET");
    }

    [Fact]
    public async Task Redirects_are_followed_with_their_cookies_and_counted()
    {
        _target.Answer = context =>
        {
            var hop = int.Parse(context.Request.Cookies["hop"] ?? "0");
            context.Response.Cookies.Append("hop", $"{hop + 1}");
            context.Response.StatusCode = hop < 3 ? 302 : 200;
            context.Response.Headers.Location = "/again";
            return Task.CompletedTask;
        };

        (await CheckAsync(settings => settings with { MaxRedirects = 3 })).Message.ShouldBe("200 - OK");
        (await FailAsync(settings => settings with { MaxRedirects = 2 })).Message.ShouldBe("Maximum number of redirects exceeded");
        (await FailAsync(settings => settings with { MaxRedirects = 0 })).Message.ShouldBe("Request failed with status code 302");
    }

    [Fact]
    public async Task Credentials_do_not_follow_a_redirect_to_another_host()
    {
        await using var other = await TargetServer.StartAsync();
        string? first = null, second = "never asked";
        _target.Answer = context =>
        {
            first = context.Request.Headers.Authorization;
            context.Response.Redirect(other.Address.ToString());
            return Task.CompletedTask;
        };
        other.Answer = context =>
        {
            second = context.Request.Headers.Authorization;
            return Task.CompletedTask;
        };

        await CheckAsync(settings => settings with { AuthMethod = "basic", BasicAuthUser = "me", BasicAuthPass = "pw" });

        first.ShouldBe("Basic bWU6cHc=");
        second.ShouldBeNull();
    }

    [Fact]
    public async Task The_request_is_as_the_monitor_says()
    {
        string? seen = null;
        _target.Answer = async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            var headers = context.Request.Headers;
            seen = $"{context.Request.Method} {context.Request.ContentType} {headers["X-One"]} {headers.UserAgent} {await reader.ReadToEndAsync()}";
        };

        await CheckAsync(settings => settings with
        {
            Method = "post", Body = "{ \"a\": 1 }", Headers = "{\"X-One\": \"1\", \"user-agent\": \"mine\"}",
        });

        seen.ShouldBe("POST application/json 1 mine {\"a\":1}");
    }

    [Theory]
    [InlineData("not json", null, "Your JSON body is invalid.")]
    [InlineData(null, "not json", "Your headers are no JSON object")]
    public async Task What_cannot_be_sent_is_told(string? body, string? headers, string message) =>
        (await FailAsync(settings => settings with { Body = body, Headers = headers })).Message.ShouldStartWith(message);

    [Theory]
    [InlineData("hello <b>world</b>", "world", false, "200 - OK, keyword is found")]
    [InlineData("hello", "world", true, "200 - OK, keyword not found")]
    [InlineData("{ \"a\":  [1, 2] }", "{\"a\":[1,2]}", false, "200 - OK, keyword is found")]
    public async Task A_keyword_is_looked_for_in_the_body(string body, string keyword, bool invert, string message)
    {
        _target.AnswerWith(200, body);

        var outcome = await new KeywordChecker(new HttpExchange(TimeProvider.System)).CheckAsync(
            A.Monitor("keyword").With(settings => settings with { Url = _target.Address.ToString(), Keyword = keyword, InvertKeyword = invert }),
            CancellationToken.None);

        outcome.Message.ShouldBe(message);
    }

    [Fact]
    public async Task A_missing_keyword_fails_with_an_excerpt_without_tags()
    {
        _target.AnswerWith(200, "<html>\n<p>one two three four five six seven eight nine ten eleven</p>");

        var failure = await Should.ThrowAsync<CheckFailedException>(() => new KeywordChecker(new HttpExchange(TimeProvider.System)).CheckAsync(
            A.Monitor("keyword").With(settings => settings with { Url = _target.Address.ToString(), Keyword = "world" }), CancellationToken.None));

        failure.Message.ShouldBe("200 - OK, but keyword is not in [one two three four five six seven eight nine te...]");
    }

    public ValueTask DisposeAsync() => _target.DisposeAsync();

    private Task<CheckOutcome> CheckAsync(Func<MonitorSettings, MonitorSettings>? change = null) =>
        new HttpChecker(new HttpExchange(TimeProvider.System)).CheckAsync(
            A.Monitor().With(settings => settings with { Url = _target.Address.ToString(), Timeout = 10 }).With(change ?? (settings => settings)),
            CancellationToken.None);

    private Task<CheckFailedException> FailAsync(Func<MonitorSettings, MonitorSettings> change) =>
        Should.ThrowAsync<CheckFailedException>(() => CheckAsync(change));
}
