using System.Net;
using System.Net.Sockets;
using Kuma.Infrastructure.Notifications;
using Kuma.Infrastructure.Notifications.Http;
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
        var failure = await FailAsync("http://nowhere.invalid/");

        failure.Bare.ShouldMatch("^getaddrinfo (ENOTFOUND|EAI_AGAIN) nowhere.invalid$");
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
