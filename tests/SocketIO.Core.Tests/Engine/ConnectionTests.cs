using System.Net.Security;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using SocketIO.Core.Tests.Wire;

namespace SocketIO.Core.Tests.Engine;

/// <summary>What lies under a WebSocket: the pipe of the web server, alone, under TLS, and where a middleware stands in between.</summary>
public sealed class ConnectionTests
{
    [Fact]
    public async Task A_middleware_that_replaces_the_upgrade_sees_every_byte()
    {
        var counted = new CountingUpgrade();
        await using var server = await TestServer.StartAsync(pipeline: app => app.Use((context, next) =>
        {
            counted.Inner = context.Features.Get<IHttpUpgradeFeature>();
            context.Features.Set<IHttpUpgradeFeature>(counted);
            return next(context);
        }));
        var text = new string('x', 300_000);
        await using var wire = await server.SocketAsync();
        await wire.JoinAsync();

        await wire.SendAsync($"42[\"message\",\"{text}\"]");
        (await wire.NextAsync()).ShouldBe($"42[\"message-back\",\"{text}\"]");
        await wire.SendAsync("451-[\"message\",{\"_placeholder\":true,\"num\":0}]", "bAQID");
        (await wire.NextAsync()).ShouldBe("451-[\"message-back\",{\"_placeholder\":true,\"num\":0}]");
        (await wire.NextAsync()).ShouldBe("bAQID");
        await wire.SendFrameAsync(0x88, 0x03, 0xE8);

        (await wire.CloseCodeAsync()).ShouldBe(1000);
        counted.Stream.Taken.ShouldBeGreaterThan(300_000);
        counted.Stream.Written.ShouldBeGreaterThan(300_000);
        await Eventually.TrueAsync(() => server.Io.ConnectionCount == 0, "the session is gone");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Under_TLS_the_frames_are_encrypted_like_the_handshake(bool isUnderHttp)
    {
        using var certificate = MakeCertificate();
        await using var server = await TestServer.StartAsync(kestrel: kestrel =>
            kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen =>
            {
                // Over TLS, which is the wrong way round, it leaves everything as it is.
                _ = isUnderHttp ? listen.UseHttps(certificate).UseSocketIO() : listen.UseSocketIO().UseHttps(certificate);
            }));
        using var client = new ClientWebSocket();
        client.Options.RemoteCertificateValidationCallback = static (_, _, _, errors) => errors != SslPolicyErrors.RemoteCertificateNotAvailable;
        await client.ConnectAsync(
            new UriBuilder(server.Address) { Scheme = "wss", Path = "/socket.io/", Query = "EIO=4&transport=websocket" }.Uri, TestContext.Current.CancellationToken);
        (await NextAsync(client)).ShouldStartWith("0{");

        await client.SendAsync("40"u8.ToArray(), WebSocketMessageType.Text, endOfMessage: true, TestContext.Current.CancellationToken);
        (await NextAsync(client)).ShouldStartWith("40{");
        (await NextAsync(client)).ShouldBe("42[\"auth\",{}]");
        var text = $"[\"{new string('y', 200_000)}\"]";
        await client.SendAsync(
            Encoding.UTF8.GetBytes("42[\"message\"," + text + "]"), WebSocketMessageType.Text, endOfMessage: true, TestContext.Current.CancellationToken);

        (await NextAsync(client)).ShouldBe("42[\"message-back\"," + text + "]");
        await client.CloseAsync(WebSocketCloseStatus.NormalClosure, statusDescription: null, TestContext.Current.CancellationToken);
        await Eventually.TrueAsync(() => server.Io.ConnectionCount == 0, "the session is gone");
    }

    [Fact]
    public async Task The_request_is_what_the_client_sent_also_when_its_texts_are_shared_with_others()
    {
        var handshakes = new List<Handshake>();
        var live = new List<string>();
        await using var server = await TestServer.StartAsync(map: io => io.OnConnection(socket =>
        {
            handshakes.Add(socket.Handshake);
            live.Add(socket.Handshake.Headers[HeaderNames.UserAgent].ToString());
            return ValueTask.CompletedTask;
        }));

        foreach (var agent in new[] { "Tester/1.0", "Tester/1.0", "Tester/2.0" })
        {
            await using var wire = await WebSocketWire.ConnectAsync(
                server.Address, "/socket.io/?EIO=4&transport=websocket", $"User-Agent: {agent}", "Cookie: a=b", "X-Own: 1", "Accept-Language: de", "Accept-Language: en");
            await wire.NextAsync();
            await wire.SendAsync("40");
            await wire.NextAsync();
        }

        // The requests are over: what is read now was copied when they ended.
        await Eventually.TrueAsync(() => server.Io.ConnectionCount == 0, "the sessions are gone");
        live.ShouldBe(["Tester/1.0", "Tester/1.0", "Tester/2.0"]);
        handshakes.Select(handshake => handshake.Headers[HeaderNames.UserAgent].ToString()).ShouldBe(live);
        foreach (var handshake in handshakes)
        {
            handshake.Headers[HeaderNames.Host].ToString().ShouldBe(server.Address.Authority);
            handshake.Headers[HeaderNames.Cookie].ToString().ShouldBe("a=b");
            handshake.Headers["x-own"].ToString().ShouldBe("1");
            handshake.Headers[HeaderNames.AcceptLanguage].ToArray().ShouldBe(["de", "en"]);
            handshake.Headers[HeaderNames.SecWebSocketKey].ToString().ShouldBe("dGhlIHNhbXBsZSBub25jZQ==");
            handshake.Headers[HeaderNames.SecWebSocketVersion].ToString().ShouldBe("13");
            handshake.Url.ShouldBe("/socket.io/?EIO=4&transport=websocket");
            handshake.RemoteAddress.ShouldBe(System.Net.IPAddress.Loopback);
        }

        ReferenceEquals(handshakes[0].Headers[HeaderNames.UserAgent][0], handshakes[1].Headers[HeaderNames.UserAgent][0]).ShouldBeTrue();
    }

    private static async Task<string> NextAsync(ClientWebSocket client)
    {
        var text = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (true)
        {
            var result = await client.ReceiveAsync(buffer, TestContext.Current.CancellationToken);
            text.Write(buffer, 0, result.Count);
            if (result.EndOfMessage)
            {
                return Encoding.UTF8.GetString(text.ToArray());
            }
        }
    }

    private static X509Certificate2 MakeCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch.AddYears(50), DateTimeOffset.UnixEpoch.AddYears(100));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), password: null);
    }

    private sealed class CountingUpgrade : IHttpUpgradeFeature
    {
        public IHttpUpgradeFeature? Inner { get; set; }

        public CountingStream Stream { get; private set; } = null!;

        public bool IsUpgradableRequest => Inner?.IsUpgradableRequest == true;

        public async Task<Stream> UpgradeAsync() => Stream = new CountingStream(await Inner!.UpgradeAsync());
    }

    private sealed class CountingStream(Stream inner) : Stream
    {
        public long Taken { get; private set; }

        public long Written { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var count = await inner.ReadAsync(buffer, cancellationToken);
            Taken += count;
            return count;
        }

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await inner.WriteAsync(buffer, cancellationToken);
            Written += buffer.Length;
        }

        public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
