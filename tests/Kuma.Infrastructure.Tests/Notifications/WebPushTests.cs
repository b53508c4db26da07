using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Kuma.Application.Notifications;
using Kuma.Infrastructure.Notifications;
using Kuma.Infrastructure.Notifications.Providers.Push;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using NSubstitute;

namespace Kuma.Infrastructure.Tests.Notifications;

public sealed class WebPushTests
{
    // The keys and the message of RFC 8291, appendix A.
    private const string BrowserPublic = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
    private const string BrowserPrivate = "q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94";
    private const string BrowserSecret = "BTBZMqHH6r4Tts7J_aSIgg";
    private const string SenderPublic = "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8";
    private const string SenderPrivate = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw";
    private const string Salt = "DGv6ra1nlYgDCS1FRnbzlw";
    private const string Encrypted =
        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN";

    [Fact]
    public void The_encryption_is_that_of_the_standard()
    {
        using var sender = Key(SenderPublic, SenderPrivate);

        var encrypted = WebPushEncryption.Encrypt(
            Encoding.UTF8.GetBytes("When I grow up, I want to be a watermelon"), Bytes(BrowserPublic), Bytes(BrowserSecret), Bytes(Salt), sender);

        Base64Url.EncodeToString(encrypted).ShouldBe(Encrypted);
    }

    [Fact]
    public async Task The_browser_can_read_the_message_and_its_service_can_see_who_sends()
    {
        using var own = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var point = own.ExportParameters(true);
        var pair = new WebPushKeyPair(Base64Url.EncodeToString([4, .. point.Q.X!, .. point.Q.Y!]), Base64Url.EncodeToString(point.D!));
        await using var bench = await StartAsync(pair);

        (await bench.SendAsync(Config(), "down")).ShouldBe("Sent Successfully.");

        var request = bench.Mailbox.Requests.ShouldHaveSingleItem();
        request.Url.ShouldBe("https://push.example/send/abc");
        request.Headers["TTL"].ShouldBe("2419200");
        request.Headers["Urgency"].ShouldBe("normal");
        request.Headers["Content-Encoding"].ShouldBe("aes128gcm");
        request.Headers["Content-Type"].ShouldBe("application/octet-stream");
        Decrypt(request.Bytes).ShouldBe("""{"title":"Uptime Kuma","body":"[My (Site)] [🔴 Down] timeout"}""");
        var authorization = request.Headers["Authorization"];
        authorization.ShouldEndWith($", k={pair.PublicKey}");
        var token = authorization["vapid t=".Length..authorization.IndexOf(',')].Split('.');
        own.VerifyData(Encoding.ASCII.GetBytes($"{token[0]}.{token[1]}"), Bytes(token[2]), HashAlgorithmName.SHA256).ShouldBeTrue();
        var claims = JsonElement.Parse(Bytes(token[1]));
        claims.GetProperty("aud").GetString().ShouldBe("https://push.example");
        claims.GetProperty("exp").GetInt64().ShouldBe((Bench.Now + TimeSpan.FromHours(12)).ToUnixTimeSeconds());
        claims.GetProperty("sub").GetString().ShouldBe("https://github.com/louislam/uptime-kuma");
    }

    [Theory]
    [InlineData("{}", "You must pass in a subscription with at least an endpoint.")]
    [InlineData("""{"endpoint":"https://push.example/x","keys":{"p256dh":"AAAA","auth":"AAAA"}}""", "The browser's subscription is not valid: subscribe again")]
    public async Task A_broken_subscription_is_refused(string subscription, string expected)
    {
        await using var bench = await StartAsync(new(SenderPublic, SenderPrivate));

        var sending = bench.SendAsync($$"""{"type":"Webpush","subscription":{{subscription}}}""", "plain");

        (await sending.ShouldThrowAsync<NotificationFailedException>()).Message.ShouldBe(expected);
    }

    [Fact]
    public async Task A_subscription_that_is_gone_is_a_refusal_for_good()
    {
        await using var bench = await StartAsync(new(SenderPublic, SenderPrivate));
        bench.Mailbox.Answer = _ => (410, "gone");

        var failure = await bench.SendAsync(Config(), "plain").ShouldThrowAsync<NotificationFailedException>();

        failure.Message.ShouldBe("Received unexpected response code");
        failure.IsTransient.ShouldBeFalse();
    }

    private static Task<Bench> StartAsync(WebPushKeyPair pair)
    {
        var keys = Substitute.For<IWebPushKeys>();
        keys.GetAsync(Arg.Any<CancellationToken>()).Returns(pair);
        return Bench.StartAsync(change: services => services.Replace(ServiceDescriptor.Singleton(keys)));
    }

    private static string Config() => JsonSerializer.Serialize(new
    {
        type = "Webpush",
        subscription = new
        {
            endpoint = "https://push.example/send/abc", expirationTime = (string?)null, keys = new { p256dh = BrowserPublic, auth = BrowserSecret },
        },
    });

    /// <summary>What the browser does.</summary>
    private static string Decrypt(byte[] body)
    {
        var (salt, senderKey, cipher) = (body[..16], body[21..86], body[86..]);
        using var browser = Key(BrowserPublic, BrowserPrivate);
        using var sender = ECDiffieHellman.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = senderKey[1..33], Y = senderKey[33..] },
        });
        var input = HKDF.DeriveKey(
            HashAlgorithmName.SHA256, browser.DeriveRawSecretAgreement(sender.PublicKey), 32, Bytes(BrowserSecret),
            [.. "WebPush: info\0"u8, .. Bytes(BrowserPublic), .. senderKey]);
        using var aes = new AesGcm(HKDF.DeriveKey(HashAlgorithmName.SHA256, input, 16, salt, "Content-Encoding: aes128gcm\0"u8.ToArray()), 16);
        var plain = new byte[cipher.Length - 16];
        aes.Decrypt(HKDF.DeriveKey(HashAlgorithmName.SHA256, input, 12, salt, "Content-Encoding: nonce\0"u8.ToArray()), cipher[..^16], cipher[^16..], plain);
        plain[^1].ShouldBe((byte)2);
        return Encoding.UTF8.GetString(plain[..^1]);
    }

    private static ECDiffieHellman Key(string publicKey, string privateKey)
    {
        var point = Bytes(publicKey);
        return ECDiffieHellman.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = point[1..33], Y = point[33..] }, D = Bytes(privateKey),
        });
    }

    private static byte[] Bytes(string text) => Base64Url.DecodeFromChars(text);
}
