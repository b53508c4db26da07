using System.Net;
using System.Net.Sockets;
using Kuma.Infrastructure.Notifications;
using Kuma.Infrastructure.Notifications.Http;
using Kuma.Infrastructure.Tests.Checkers;
using Kuma.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Kuma.Infrastructure.Tests.Notifications;

public sealed class HttpHandlersTests
{
    [Fact]
    public async Task A_closed_port_is_told_with_address_code_and_cause()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();

        var failure = await FailAsync($"http://127.0.0.1:{port}/");

        failure.Message.ShouldBe($"connect ECONNREFUSED 127.0.0.1:{port} (code=ECONNREFUSED) - cause: connect ECONNREFUSED 127.0.0.1:{port}");
        failure.IsTransient.ShouldBeTrue();
        failure.MayHaveArrived.ShouldBeFalse();
    }

    [Fact]
    public async Task A_name_that_does_not_exist_is_told()
    {
        var failure = await FailAsync("http://-nowhere.invalid/");

        failure.Bare.ShouldMatch("^getaddrinfo (ENOTFOUND|EAI_AGAIN) -nowhere.invalid$");
    }

    [Fact]
    public async Task A_connection_that_breaks_off_may_have_carried_the_message()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var taken = TakeAndCloseAsync(listener);

        var failure = await FailAsync($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");

        await taken;
        failure.IsTransient.ShouldBeTrue();
        failure.MayHaveArrived.ShouldBeTrue();
    }

    [Fact]
    public async Task A_target_that_does_not_answer_ends_at_the_limit()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();

        var failure = await FailAsync(
            $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/", new NotificationOptions { RequestTimeout = TimeSpan.FromMilliseconds(150) });

        failure.Message.ShouldBe("timeout of 150ms exceeded (code=ECONNABORTED)");
        failure.MayHaveArrived.ShouldBeTrue();
    }

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_is_told_with_its_code()
    {
        using var certificate = TestCertificates.SelfSigned("localhost");
        await using var server = await TlsServer.StartAsync(certificate);

        var failure = await FailAsync(server.Url("localhost"));

        failure.Message.ShouldBe("self-signed certificate (code=DEPTH_ZERO_SELF_SIGNED_CERT) - cause: self-signed certificate");
        failure.Bare.ShouldBe("self-signed certificate");
    }

    [Fact]
    public async Task Headers_are_Latin_and_tell_nothing_of_Kuma_s_own_tracing()
    {
        using var activity = new System.Diagnostics.Activity("a test").SetIdFormat(System.Diagnostics.ActivityIdFormat.W3C).Start();
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var heard = AnswerAsync(listener);
        using var handlers = new HttpHandlers(TimeProvider.System);
        await using var bench = await Bench.StartAsync(change: services => services.Replace(ServiceDescriptor.Singleton<IHttpHandlers>(handlers)));

        await bench.SendAsync(
            $$"""{"type":"webhook","webhookURL":"http://127.0.0.1:{{((IPEndPoint)listener.LocalEndpoint).Port}}/","webhookAdditionalHeaders":"{\"X-Name\":\"Größe\"}"}""", "plain");

        var request = System.Text.Encoding.Latin1.GetString(await heard);
        request.ShouldContain("\r\nX-Name: Größe\r\n");
        request.ShouldNotContain("traceparent", Case.Insensitive);
    }

    [Theory]
    [InlineData("Ж")]
    [InlineData("a\u0001b")]
    public async Task A_header_that_cannot_be_sent_is_refused_at_once(string value)
    {
        await using var bench = await Bench.StartAsync();
        var config = new System.Text.Json.Nodes.JsonObject { ["type"] = "ntfy", ["ntfyserverurl"] = "https://x/", ["ntfyCall"] = value };

        var failure = await bench.SendAsync(config.ToJsonString(), "plain").ShouldThrowAsync<NotificationFailedException>();

        failure.Message.ShouldBe("Invalid character in header content [\"X-Call\"] (code=ERR_INVALID_CHAR)");
        failure.IsTransient.ShouldBeFalse();
    }

    private static async Task<byte[]> AnswerAsync(TcpListener listener)
    {
        using var client = await listener.AcceptTcpClientAsync();
        var stream = client.GetStream();
        var buffer = new byte[4096];
        var length = 0;
        while (!System.Text.Encoding.Latin1.GetString(buffer, 0, length).Contains('}', StringComparison.Ordinal))
        {
            length += await stream.ReadAsync(buffer.AsMemory(length));
        }

        await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray());
        return buffer[..length];
    }

    private static async Task TakeAndCloseAsync(TcpListener listener)
    {
        using var client = await listener.AcceptTcpClientAsync();
        (await client.GetStream().ReadAtLeastAsync(new byte[16], 16)).ShouldBeGreaterThan(0);
    }

    private static async Task<NotificationFailedException> FailAsync(string url, NotificationOptions? options = null)
    {
        using var handlers = new HttpHandlers(TimeProvider.System);
        await using var bench = await Bench.StartAsync(change: services =>
        {
            services.Replace(ServiceDescriptor.Singleton<IHttpHandlers>(handlers));
            services.Replace(ServiceDescriptor.Singleton(options ?? new NotificationOptions()));
        });
        return await bench.SendAsync($$"""{"type":"webhook","webhookURL":"{{url}}"}""", "plain").ShouldThrowAsync<NotificationFailedException>();
    }
}
