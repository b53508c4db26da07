using Kuma.Infrastructure.Notifications;
using Kuma.Infrastructure.Notifications.Http;

namespace Kuma.Infrastructure.Tests.Notifications;

/// <summary>Answers that lead elsewhere, as the original follows them.</summary>
public sealed class RedirectTests : IAsyncLifetime
{
    private const string Webhook =
        """{"type":"webhook","webhookURL":"https://a.example/in","webhookAdditionalHeaders":"{\"Authorization\":\"Bearer x\",\"X-A\":\"b\"}"}""";

    private Bench? _bench;

    private Bench Bench => _bench ?? throw new InvalidOperationException("The test is not initialised.");

    public async ValueTask InitializeAsync() => _bench = await Bench.StartAsync();

    public ValueTask DisposeAsync() => Bench.DisposeAsync();

    [Theory]
    [InlineData(301, "GET")]
    [InlineData(302, "GET")]
    [InlineData(303, "GET")]
    [InlineData(307, "POST")]
    [InlineData(308, "POST")]
    public async Task A_POST_becomes_a_GET_or_is_repeated(int status, string method)
    {
        Lead(status, "/there?b=c");

        (await Bench.SendAsync(Webhook, "plain")).ShouldBe(Notice.Sent);

        var (first, second) = (Bench.Mailbox.Requests[0], Bench.Mailbox.Requests[1]);
        $"{second.Method} {second.Url}".ShouldBe($"{method} https://a.example/there?b=c");
        second.Body.ShouldBe(method is "GET" ? "" : first.Body);
        second.Headers.ContainsKey("Content-Type").ShouldBe(method is "POST");
        second.Headers["Authorization"].ShouldBe("Bearer x");
        second.Headers["X-A"].ShouldBe("b");
    }

    [Theory]
    [InlineData("https://b.example/in", false)]
    [InlineData("https://a.example:444/in", false)]
    [InlineData("http://a.example/in", false)]
    [InlineData("https://sub.a.example/in", true)]
    [InlineData("https://a.example/other", true)]
    public async Task Credentials_stay_with_their_host(string target, bool stay)
    {
        Lead(307, target);

        await Bench.SendAsync(Webhook, "plain");

        var second = Bench.Mailbox.Requests[1];
        second.Url.ShouldBe(target);
        second.Headers.ContainsKey("Authorization").ShouldBe(stay);
        second.Headers["X-A"].ShouldBe("b");
    }

    [Fact]
    public async Task A_PUT_stays_one()
    {
        Lead(302, "https://b.example/in");

        await Bench.SendAsync("""{"type":"matrix","homeserverUrl":"https://a.example","internalRoomId":"r","accessToken":"t"}""", "plain");

        Bench.Mailbox.Requests[1].Method.ShouldBe("PUT");
        Bench.Mailbox.Requests[1].Body.ShouldBe(Bench.Mailbox.Requests[0].Body);
    }

    [Theory]
    [InlineData("/in", "Maximum number of redirects exceeded (code=ERR_FR_TOO_MANY_REDIRECTS) - cause: Maximum number of redirects exceeded", 22)]
    [InlineData("ftp://x/", "Invalid URL (code=ERR_INVALID_URL) - cause: Invalid URL", 1)]
    public async Task A_way_without_an_end_is_left(string target, string expected, int requests)
    {
        Bench.Mailbox.Answer = _ => (302, "");
        Bench.Mailbox.Location = _ => target;

        var failure = await Bench.SendAsync(Webhook, "plain").ShouldThrowAsync<NotificationFailedException>();

        failure.Message.ShouldBe(expected);
        failure.IsTransient.ShouldBeFalse();
        Bench.Mailbox.Requests.Count.ShouldBe(requests);
    }

    [Fact]
    public void A_body_of_any_kind_goes_when_a_request_becomes_a_GET()
    {
        var (from, to) = (new Uri("https://a.example/"), new Uri("https://a.example/b"));

        var call = HttpCall.Post("https://a.example/").Multipart(("a", "b")).Header("Content-Type", "x/y").Header("Host", "c").Redirected(303, from, to);

        call.Parts.ShouldBeNull();
        call.Headers.ShouldBeEmpty();
        call.Url.ShouldBe("https://a.example/b");
    }

    /// <summary>The first request is sent on, the next one is taken.</summary>
    private void Lead(int status, string target)
    {
        Bench.Mailbox.Answer = _ => (Bench.Mailbox.Requests.Count == 1 ? status : 200, "{}");
        Bench.Mailbox.Location = _ => Bench.Mailbox.Requests.Count == 1 ? target : null;
    }
}
