using System.Net;
using Kuma.Domain.Monitors;
using Kuma.Infrastructure.Checkers.Grpc;
using Kuma.Infrastructure.Tests.Checkers.Targets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Kuma.Infrastructure.Tests.Checkers;

public sealed class GrpcKeywordCheckerTests
{
    private const string Health = """
        syntax = "proto3";
        package grpc.health.v1;
        message HealthCheckRequest { string service_name = 1; repeated int32 codes = 2; map<string, sint64> limits = 3; Inner inner = 4; }
        message Inner { bool on = 1; double share = 2; bytes raw = 3; fixed32 four = 4; }
        message HealthCheckResponse {
          enum ServingStatus { UNKNOWN = 0; SERVING = 1; NOT_SERVING = 2; }
          ServingStatus status = 1;
          int64 up_since = 2;
          HealthCheckRequest echo = 3;
        }
        service Health { rpc Check(HealthCheckRequest) returns (HealthCheckResponse); rpc Watch(HealthCheckRequest) returns (stream HealthCheckResponse); }
        """;

    private const string Body =
        """{"serviceName":"web","codes":[1,300],"limits":{"a":"-7"},"inner":{"on":true,"share":0.5,"raw":"AQI=","four":9},"unknown":1}""";

    private static readonly GrpcKeywordChecker Checker = new(TimeProvider.System);

    [Fact]
    public async Task A_reply_with_the_word_is_up_and_the_request_arrived_whole()
    {
        await using var server = await StartAsync(async context =>
        {
            var request = await ReadAsync(context);

            // status = SERVING, up_since = 5, echo = the request
            await ReplyAsync(context, [0x08, 0x01, 0x10, 0x05, 0x1A, (byte)request.Length, .. request]);
        });

        var outcome = await Checker.CheckAsync(To(server, "SERVING"));

        outcome.Message.ShouldBe(
            """{"status":"SERVING","upSince":"5","echo":{"serviceName":"web","codes":[1,300],"limits":{"a":"-7"},"inner":{"on":true,"share":0.5,"raw":"AQI=","four":9}}}, keyword [SERVING] is found""");
    }

    [Fact]
    public async Task A_word_that_is_missing_or_not_wanted_fails_in_the_originals_odd_text()
    {
        await using var server = await StartAsync(context => ReplyAsync(context, [0x08, 0x02]));

        (await Checker.FailureAsync(To(server, "OK"))).ShouldBe("keyword [OK] is not in [\" + {\"status\":\"NOT_SERVING\"} + \"]");
        (await Checker.FailureAsync(s => To(server, "NOT")(s) with { InvertKeyword = true })).ShouldBe(
            "keyword [NOT] is present in [\" + {\"status\":\"NOT_SERVING\"} + \"]");
        (await Checker.CheckAsync(s => To(server, "OK")(s) with { InvertKeyword = true })).Message.ShouldBe(
            "{\"status\":\"NOT_SERVING\"}, keyword [OK] not found");
    }

    [Fact]
    public async Task The_servers_own_refusal_is_told_with_its_code()
    {
        await using var server = await StartAsync(context =>
        {
            context.Response.ContentType = "application/grpc";
            context.Response.AppendTrailer("grpc-status", "5");
            context.Response.AppendTrailer("grpc-message", "unknown service");
            return Task.CompletedTask;
        });
        await using var cancelling = await StartAsync(context =>
        {
            context.Response.ContentType = "application/grpc";
            context.Response.AppendTrailer("grpc-status", "1");
            context.Response.AppendTrailer("grpc-message", "later");
            return Task.CompletedTask;
        });

        (await Checker.FailureAsync(To(server, "x"))).ShouldBe("5 NOT_FOUND: unknown service");
        (await Checker.CheckAsync(To(cancelling, "OK"))).Message.ShouldBe("1 is considered OK because later, keyword [OK] is found");
    }

    [Fact]
    public async Task No_server_silence_and_garbage_are_told()
    {
        await using var silent = TcpTarget.Silent();
        await using var odd = await StartAsync(context => ReplyAsync(context, [0x0A, 0xFF]));

        (await Checker.FailureAsync(s => Settings(s, 1, "x"))).ShouldBe("14 UNAVAILABLE: connect ECONNREFUSED 127.0.0.1:1");
        (await Checker.FailureAsync(s => Settings(s, silent.Port, "x") with { Timeout = 0.5 })).ShouldBe("4 DEADLINE_EXCEEDED: Deadline exceeded");
        (await Checker.FailureAsync(To(odd, "x"))).ShouldBe("The reply is no HealthCheckResponse");
    }

    [Theory]
    [InlineData("message {", "Health", "check", "{}", "The proto text has a mistake: ")]
    [InlineData(Health, "Other", "check", "{}", "no such service: Other")]
    [InlineData(Health, "Health", "other", "{}", "no such method: other")]
    [InlineData(Health, "Health", "watch", "{}", "watch is a streaming method")]
    [InlineData(Health, "Health", "check", "{", "The body is no JSON: ")]
    [InlineData(Health, "Health", "check", "{\"codes\":[\"x\"]}", "codes has a value that does not fit its type")]
    public async Task Settings_that_cannot_work_are_told(string proto, string service, string method, string body, string message) =>
        (await Checker.FailureAsync(s => Settings(s, 1, "x") with
        {
            GrpcProtobuf = proto, GrpcServiceName = service, GrpcMethod = method, GrpcBody = body,
        })).ShouldStartWith(message);

    private static Func<MonitorSettings, MonitorSettings> To(WebApplication server, string keyword) =>
        s => Settings(s, new Uri(server.Urls.First()).Port, keyword);

    private static MonitorSettings Settings(MonitorSettings settings, int port, string keyword) => settings with
    {
        GrpcUrl = $"127.0.0.1:{port}", GrpcProtobuf = Health, GrpcServiceName = "Health", GrpcMethod = "check", GrpcBody = Body, Keyword = keyword,
    };

    private static async Task<WebApplication> StartAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(
            kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        var app = builder.Build();
        app.Run(context => context.Request.Path == "/grpc.health.v1.Health/Check" ? answer(context) : Task.CompletedTask);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }

    private static async Task<byte[]> ReadAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        return body.ToArray()[5..];
    }

    private static async Task ReplyAsync(HttpContext context, byte[] message)
    {
        context.Response.ContentType = "application/grpc";
        await context.Response.Body.WriteAsync((byte[])[0, 0, 0, 0, (byte)message.Length, .. message], context.RequestAborted);
        context.Response.AppendTrailer("grpc-status", "0");
    }
}
