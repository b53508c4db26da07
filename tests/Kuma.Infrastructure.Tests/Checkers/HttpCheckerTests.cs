using System.IO.Compression;
using System.Text;
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

        var failure = await CheckAsync(settings => settings with { ResponseMaxLength = 10 });

        failure.IsError.ShouldBeTrue();
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
        (await FailAsync(settings => settings with { Url = "http://-no-such-host.invalid/" })).Message.ShouldNotBeNull().ShouldMatch("getaddrinfo E(NOTFOUND|AI_AGAIN) -no-such-host.invalid");

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
        (await CheckAsync(settings => settings with { MaxRedirects = 0 })).Message.ShouldBe("Request failed with status code 302");
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

        var outcome = await new KeywordChecker(Checks.Exchange()).CheckAsync(
            A.Monitor("keyword").With(settings => settings with { Url = _target.Address.ToString(), Keyword = keyword, InvertKeyword = invert }),
            CancellationToken.None);

        outcome.Message.ShouldBe(message);
    }

    [Fact]
    public async Task A_missing_keyword_fails_with_an_excerpt_without_tags()
    {
        _target.AnswerWith(200, "<html>\n<p>one two three four five six seven eight nine ten eleven</p>");

        var outcome = await new KeywordChecker(Checks.Exchange()).CheckAsync(
            A.Monitor("keyword").With(settings => settings with { Url = _target.Address.ToString(), Keyword = "world" }), CancellationToken.None);

        outcome.IsError.ShouldBeTrue();
        outcome.Ping.ShouldNotBeNull();
        outcome.Message.ShouldBe("200 - OK, but keyword is not in [one two three four five six seven eight nine te...]");
    }

    [Theory]
    [InlineData(true, true, "{\"a\":1}")]
    [InlineData(true, false, null)]
    [InlineData(false, true, null)]
    public async Task The_body_of_a_success_is_kept_when_both_switches_say_so(bool responses, bool errors, string? kept)
    {
        _target.AnswerWith(200, "{ \"a\": 1.0 }");

        (await CheckAsync(settings => settings with { SaveResponse = responses, SaveErrorResponse = errors })).Response.ShouldBe(kept);
    }

    [Fact]
    public async Task A_body_without_end_is_read_no_further_than_needed()
    {
        var piece = new byte[64 * 1024];
        _target.Answer = async context =>
        {
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.Body.WriteAsync(piece, context.RequestAborted);
            }
        };

        (await CheckAsync()).Message.ShouldBe("200 - OK");
    }

    [Fact]
    public async Task A_body_that_ends_too_early_is_asked_for_again_compressed()
    {
        var asked = new List<bool>();
        await using var stuttering = RawServer.Start(async stream =>
        {
            var request = new byte[4096];
            var length = await stream.ReadAsync(request);
            asked.Add(Encoding.ASCII.GetString(request, 0, length).Contains("Accept-Encoding: gzip, deflate\r\n", StringComparison.Ordinal));
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\ntoo short"u8.ToArray());
        });

        (await FailAsync(settings => settings with { Url = stuttering.Url })).Message.ShouldBe("response timeout: incomplete response within a interval");

        asked.ShouldBe([false, true]);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public async Task Compressed_answers_are_read_although_nobody_asked_for_them(string encoding)
    {
        _target.Answer = async context =>
        {
            context.Response.Headers.ContentEncoding = encoding;
            using var compressed = new MemoryStream();
            await using (Stream writer = encoding switch
            {
                "gzip" => new GZipStream(compressed, CompressionLevel.Fastest),
                "deflate" => new ZLibStream(compressed, CompressionLevel.Fastest),
                _ => new BrotliStream(compressed, CompressionLevel.Fastest),
            })
            {
                await writer.WriteAsync("hello world"u8.ToArray());
            }

            await context.Response.Body.WriteAsync(compressed.ToArray());
        };

        (await KeywordAsync("world")).Message.ShouldBe("200 - OK, keyword is found");
    }

    [Fact]
    public async Task An_answer_that_is_no_HTTP_is_told()
    {
        await using var garbage = RawServer.Start(async stream =>
        {
            await stream.ReadExactlyAsync(new byte[16]);
            await stream.WriteAsync("SSH-2.0-OpenSSH_9.2\r\n"u8.ToArray());
        });

        (await FailAsync(settings => settings with { Url = garbage.Url })).Message.ShouldStartWith("Parse Error: ");
    }

    [Theory]
    [InlineData("ftp://127.0.0.1/", "Unsupported protocol ftp:")]
    [InlineData("http://", "Invalid URL")]
    public async Task A_redirect_to_nowhere_is_told(string location, string message)
    {
        _target.Answer = context =>
        {
            context.Response.StatusCode = 302;
            context.Response.Headers.Location = location;
            return Task.CompletedTask;
        };

        (await FailAsync(settings => settings)).Message.ShouldBe(message);
    }

    [Theory]
    [InlineData(301, "POST", "GET ")]
    [InlineData(302, "POST", "GET ")]
    [InlineData(303, "PUT", "GET ")]
    [InlineData(303, "HEAD", "HEAD ")]
    [InlineData(302, "PUT", "PUT {\"a\":1}")]
    [InlineData(307, "POST", "POST {\"a\":1}")]
    [InlineData(308, "POST", "POST {\"a\":1}")]
    public async Task A_redirect_keeps_or_changes_the_method_by_its_status(int status, string method, string second)
    {
        string? seen = null;
        _target.Answer = async context =>
        {
            if (context.Request.Path == "/second")
            {
                using var reader = new StreamReader(context.Request.Body);
                seen = $"{context.Request.Method} {await reader.ReadToEndAsync()}";
                return;
            }

            context.Response.StatusCode = status;
            context.Response.Headers.Location = "/second";
        };

        await CheckAsync(settings => settings with { Method = method, Body = method == "HEAD" ? null : "{\"a\":1}" });

        seen.ShouldBe(second);
    }

    [Theory]
    [InlineData("form", "a=1&b=2", "application/x-www-form-urlencoded", "a=1&b=2")]
    [InlineData("xml", "<a/>", "text/xml; charset=utf-8", "<a/>")]
    [InlineData("json", "{\"n\": 1e2, \"t\": \"\\u00e9 <b>\"}", "application/json", "{\"n\":100,\"t\":\"é <b>\"}")]
    [InlineData("other", "text", "", "")]
    [InlineData("json", "0", "", "")]
    [InlineData("json", "  ", "", "")]
    public async Task The_body_is_sent_in_its_encoding(string encoding, string body, string type, string sent)
    {
        string? seen = null;
        _target.Answer = async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            seen = $"{context.Request.ContentType}|{await reader.ReadToEndAsync()}";
        };

        await CheckAsync(settings => settings with { Body = body, HttpBodyEncoding = encoding });

        seen.ShouldBe($"{type}|{sent}");
    }

    [Theory]
    [InlineData("bearer", "Bearer token")]
    [InlineData("basic", "Basic bWU6cHc=")]
    [InlineData(null, null)]
    public async Task Credentials_are_sent_as_the_method_says(string? method, string? header)
    {
        string? seen = null;
        _target.Answer = context =>
        {
            seen = context.Request.Headers.Authorization;
            return Task.CompletedTask;
        };

        await CheckAsync(settings => settings with { AuthMethod = method, BearerToken = "token", BasicAuthUser = "me", BasicAuthPass = "pw" });

        seen.ShouldBe(header);
    }

    [Fact]
    public async Task Credentials_in_the_address_are_sent_and_the_cache_is_busted()
    {
        string? seen = null;
        _target.Answer = context =>
        {
            seen = $"{context.Request.Headers.Authorization} {context.Request.QueryString}";
            return Task.CompletedTask;
        };

        await CheckAsync(settings => settings with { Url = $"http://me:pw@127.0.0.1:{_target.Port}/?a=1", CacheBust = true });

        seen.ShouldNotBeNull().ShouldMatch(@"^Basic bWU6cHc= \?a=1&uptime_kuma_cachebuster=[0-9a-z]{11}$");
    }

    [Theory]
    [InlineData("ipv6", "getaddrinfo ENOTFOUND 127.0.0.1")]
    [InlineData("ipv4", null)]
    [InlineData(null, null)]
    public async Task The_address_family_is_that_of_the_monitor(string? family, string? failure)
    {
        if (failure is null)
        {
            (await CheckAsync(settings => settings with { IpFamily = family })).Message.ShouldBe("200 - OK");
        }
        else
        {
            (await FailAsync(settings => settings with { IpFamily = family })).Message.ShouldBe(failure);
        }
    }

    [Fact]
    public async Task Each_check_opens_a_connection_of_its_own()
    {
        var connections = new HashSet<string>();
        _target.Answer = context =>
        {
            connections.Add(context.Connection.Id);
            return context.Response.WriteAsync("OK");
        };
        var exchange = Checks.Exchange();
        var monitor = A.Monitor().With(settings => settings with { Url = _target.Address.ToString(), Timeout = 10 }).Build();

        for (var i = 0; i < 3; i++)
        {
            await new HttpChecker(exchange).CheckAsync(monitor, CancellationToken.None);
        }

        connections.Count.ShouldBe(3);
    }

    [Theory]
    [InlineData("$.count", ">=", "42", "JSON query passes (comparing 42 >= 42)", false)]
    [InlineData("count", "<", "42", "JSON query does not pass (comparing 42 < 42)", true)]
    [InlineData("nope", "==", "42", "Error evaluating JSON query: Empty or undefined response. Check query syntax and response structure. Response from server was: undefined", true)]
    public async Task A_JSON_query_decides(string path, string condition, string expected, string message, bool isError)
    {
        _target.AnswerWith(200, "{ \"count\": 42 }");

        var outcome = await new JsonQueryChecker(Checks.Exchange(), Checks.JsonQuery()).CheckAsync(
            A.Monitor("json-query").With(settings => settings with
            {
                Url = _target.Address.ToString(), JsonPath = path, JsonPathOperator = condition, ExpectedValue = expected,
            }),
            CancellationToken.None);

        outcome.Message.ShouldBe(message);
        outcome.IsError.ShouldBe(isError);
    }

    [Theory]
    [InlineData(100_000, true)]
    [InlineData(500_000, true)]
    [InlineData(5_000_000, true)]
    [InlineData(11_000_000, false)]
    public async Task A_large_body_is_searched_up_to_10_MB(int length, bool isFound)
    {
        _target.AnswerWith(200, new string('.', length) + "needle");

        (await KeywordAsync("needle")).IsError.ShouldBe(!isFound);
    }

    [Fact]
    public async Task Many_large_bodies_at_once_take_turns()
    {
        _target.AnswerWith(200, new string('.', 2_000_000) + "needle");

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => KeywordAsync("needle")));

        outcomes.ShouldAllBe(outcome => outcome.Message == "200 - OK, keyword is found");
    }

    public ValueTask DisposeAsync() => _target.DisposeAsync();

    private Task<CheckOutcome> CheckAsync(Func<MonitorSettings, MonitorSettings>? change = null) =>
        new HttpChecker(Checks.Exchange()).CheckAsync(
            A.Monitor().With(settings => settings with { Url = _target.Address.ToString(), Timeout = 10 }).With(change ?? (settings => settings)),
            CancellationToken.None);

    private Task<CheckOutcome> KeywordAsync(string keyword) => new KeywordChecker(Checks.Exchange()).CheckAsync(
        A.Monitor("keyword").With(settings => settings with { Url = _target.Address.ToString(), Keyword = keyword, Timeout = 30 }), CancellationToken.None);

    private Task<CheckOutcome> FailAsync(Func<MonitorSettings, MonitorSettings> change) => Checks.FailureAsync(() => CheckAsync(change));
}
