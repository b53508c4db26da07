using System.Net;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Kuma.Infrastructure.Notifications;
using Kuma.Infrastructure.Notifications.NostrProtocol;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Parameters;

namespace Kuma.Infrastructure.Tests.Notifications;

public sealed class NostrTests
{
    // The example keys of NIP-19.
    private const string Nsec = "nsec1vl029mgpspedva04g90vltkh6fvh240zqtv9k0t9af8935ke9laqsnlfe5";
    private const string SecretHex = "67dea2ed018072d675f5415ecfaed7d2597555e202d85b3d65ea4e58d2d92ffa";
    private const string Npub = "npub10elfcs4fr0l0r8af98jlmgdh9c8tcxjvz9qkw038js35mp4dma8qzvjptg";
    private const string PublicHex = "7e7e9c42a91bfef19fa929e5fda1b72e0ebc1a4c1141673e2794234d86addf4e";

    [Fact]
    public void Keys_are_bech32()
    {
        Convert.ToHexStringLower(Bech32.Decode(Nsec)!.Value.Data).ShouldBe(SecretHex);
        Bech32.Decode(Npub)!.Value.Prefix.ShouldBe("npub");
        Convert.ToHexStringLower(Bech32.Decode(Npub)!.Value.Data).ShouldBe(PublicHex);
        Bech32.Decode(Npub.Replace('8', '9')).ShouldBeNull();
        Bech32.Decode("npub1").ShouldBeNull();
    }

    [Theory]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000003", "0000000000000000000000000000000000000000000000000000000000000000", "0000000000000000000000000000000000000000000000000000000000000000", "f9308a019258c31049344f85f89d5229b531c845836f99b08601f113bce036f9", "e907831f80848d1069a5371b402410364bdf1c5f8307b0084c55f1ce2dca821525f66a4a85ea8b71e482a74f382d2ce5ebeee8fdb2172f477df4900d310536c0")]
    [InlineData("b7e151628aed2a6abf7158809cf4f3c762e7160f38b4da56a784d9045190cfef", "0000000000000000000000000000000000000000000000000000000000000001", "243f6a8885a308d313198a2e03707344a4093822299f31d0082efa98ec4e6c89", "dff1d77f2a671c5f36183726db2341be58feae1da2deced843240f7b502ba659", "6896bd60eeae296db48a229ff71dfe071bde413e6d43f917dc8dcf8c78de33418906d11ac976abccb20b091292bff4ea897efcb639ea871cfa95f6de339e4b0a")]
    public void Signatures_are_those_of_BIP_340(string secret, string random, string message, string publicKey, string signature)
    {
        Convert.ToHexStringLower(Secp256k1.PublicKey(Convert.FromHexString(secret))).ShouldBe(publicKey);
        Convert.ToHexStringLower(Secp256k1.Sign(Convert.FromHexString(secret), Convert.FromHexString(message), Convert.FromHexString(random))).ShouldBe(signature);
    }

    [Fact]
    public void Encryption_is_that_of_NIP_44()
    {
        byte[] one = [.. new byte[31], 1];
        byte[] two = [.. new byte[31], 2];

        var key = Nip44.ConversationKey(one, Secp256k1.PublicKey(two));

        Convert.ToHexStringLower(key).ShouldBe("c41c775356fd92eadc63ff5a0dc1da211b268cbea22316767095b2871ea1412d");
        Nip44.Encrypt("a", key, one).ShouldBe(
            "AgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAABee0G5VSK0/9YypIObAtDKfYEAjD35uVkHyB0F4DwrcNaCXlCWZKaArsGrY6M9wnuTMxWfp1RTN9Xga8no+kF5Vsb");
    }

    [Theory]
    [InlineData(1, 32)]
    [InlineData(33, 64)]
    [InlineData(65, 96)]
    [InlineData(257, 320)]
    [InlineData(1025, 1280)]
    public void Lengths_are_padded_in_steps(int length, int padded) => Nip44.PaddedLength(length).ShouldBe(padded);

    [Fact]
    public async Task The_recipient_finds_the_message_in_two_covers()
    {
        var recipient = RandomNumberGenerator.GetBytes(32);
        await using var relay = new Relay();
        await using var bench = await StartAsync();

        var words = await bench.SendAsync(Config([relay.Address], [Npub, ToNpub(recipient)]), "down");

        words.ShouldBe("1/1 relays connected.");
        relay.Accepted.Count.ShouldBe(2);
        var wrap = relay.Accepted[1];
        wrap.GetProperty("kind").GetInt32().ShouldBe(1059);
        wrap.GetProperty("tags").GetRawText().ShouldBe($"""[["p","{Convert.ToHexStringLower(Secp256k1.PublicKey(recipient))}"]]""");
        var seal = Decrypt(wrap, recipient);
        seal.GetProperty("kind").GetInt32().ShouldBe(13);
        var rumor = Decrypt(seal, recipient);
        rumor.GetProperty("kind").GetInt32().ShouldBe(14);
        rumor.GetProperty("content").GetString().ShouldBe("[My (Site)] [🔴 Down] timeout");
        rumor.GetProperty("pubkey").GetString().ShouldBe(seal.GetProperty("pubkey").GetString());
        rumor.GetProperty("created_at").GetInt64().ShouldBe(Bench.Now.ToUnixTimeSeconds());
        rumor.TryGetProperty("sig", out _).ShouldBeFalse();
        wrap.GetProperty("created_at").GetInt64().ShouldBeInRange(Bench.Now.ToUnixTimeSeconds() - 172800, Bench.Now.ToUnixTimeSeconds());
    }

    [Fact]
    public async Task A_relay_that_asks_who_is_there_gets_an_answer()
    {
        await using var relay = new Relay { Challenge = "who" };
        await using var bench = await StartAsync();

        (await bench.SendAsync(Config([relay.Address], [Npub]), "plain")).ShouldBe("1/1 relays connected.");

        var answer = relay.Known.ShouldNotBeNull();
        answer.GetProperty("kind").GetInt32().ShouldBe(22242);
        answer.GetProperty("tags").GetRawText().ShouldBe($"""[["relay","{relay.Address}"],["challenge","who"]]""");
    }

    [Fact]
    public async Task A_dead_relay_does_not_keep_the_message_from_the_others()
    {
        await using var relay = new Relay();
        await using var bench = await StartAsync();

        (await bench.SendAsync(Config(["ws://127.0.0.1:1/", relay.Address], [Npub]), "plain")).ShouldBe("1/2 relays connected.");
    }

    [Fact]
    public async Task Failures_never_show_the_key()
    {
        await using var bench = await StartAsync();

        (await bench.SendAsync(Config(["ws://127.0.0.1:1/"], [Npub]), "plain").ShouldThrowAsync<NotificationFailedException>())
            .Message.ShouldBe("Failed to connect to any relays.");
        (await bench.SendAsync(Config(["ws://127.0.0.1:1/"], [Nsec]), "plain").ShouldThrowAsync<NotificationFailedException>())
            .Message.ShouldEndWith("is not an npub");
        var wrong = Config([], [Npub]).Replace(Nsec, Nsec[..^1]);
        (await bench.SendAsync(wrong, "plain").ShouldThrowAsync<NotificationFailedException>()).Message.ShouldBe("Failed to decode private key for sender");
    }

    private static Task<Bench> StartAsync() => Bench.StartAsync();

    private static string Config(string[] relays, string[] recipients) => JsonSerializer.Serialize(new
    {
        type = "nostr", relays = string.Join('\n', relays), sender = Nsec, recipients = string.Join('\n', recipients),
    });

    /// <summary>Opens one cover as the recipient does, and checks the inner part's hash and the padding on the way.</summary>
    private static JsonElement Decrypt(JsonElement cover, byte[] secret)
    {
        var payload = Convert.FromBase64String(cover.GetProperty("content").GetString()!);
        var key = Nip44.ConversationKey(secret, Convert.FromHexString(cover.GetProperty("pubkey").GetString()!));
        var (nonce, cipher, mac) = (payload[1..33], payload[33..^32], payload[^32..]);
        var keys = HKDF.Expand(HashAlgorithmName.SHA256, key, 76, nonce);
        HMACSHA256.HashData(keys[44..], (byte[])[.. nonce, .. cipher]).ShouldBe(mac);
        var engine = new ChaCha7539Engine();
        engine.Init(false, new ParametersWithIV(new KeyParameter(keys[..32]), keys[32..44]));
        var plain = new byte[cipher.Length];
        engine.ProcessBytes(cipher, 0, cipher.Length, plain, 0);
        return JsonElement.Parse(plain.AsSpan(2, (plain[0] << 8) + plain[1]));
    }

    private static string ToNpub(byte[] secret)
    {
        const string alphabet = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
        uint[] generator = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];
        var bits = string.Concat(Secp256k1.PublicKey(secret).Select(octet => Convert.ToString(octet, 2).PadLeft(8, '0'))).PadRight(260, '0');
        var values = Enumerable.Range(0, 52).Select(i => Convert.ToInt32(bits.Substring(i * 5, 5), 2)).ToList();
        var sum = 1u;
        foreach (var value in (int[])[.. "npub".Select(c => c >> 5), 0, .. "npub".Select(c => c & 31), .. values, 0, 0, 0, 0, 0, 0])
        {
            var top = sum >> 25;
            sum = ((sum & 0x1ffffff) << 5) ^ (uint)value;
            for (var i = 0; i < 5; i++)
            {
                sum ^= ((top >> i) & 1) == 1 ? generator[i] : 0;
            }
        }

        values.AddRange(Enumerable.Range(0, 6).Select(i => (int)(((sum ^ 1) >> (5 * (5 - i))) & 31)));
        return "npub1" + string.Concat(values.Select(value => alphabet[value]));
    }

    /// <summary>A relay that takes events; with a challenge only from those whom it knows.</summary>
    private sealed class Relay : IAsyncDisposable
    {
        private readonly HttpListener _listener = new();
        private readonly Task _loop;

        public Relay()
        {
            using (var free = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0))
            {
                free.Start();
                Address = $"ws://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}/";
            }

            _listener.Prefixes.Add(Address.Replace("ws:", "http:"));
            _listener.Start();
            _loop = RunAsync();
        }

        public string Address { get; }

        public string? Challenge { get; init; }

        public List<JsonElement> Accepted { get; } = [];

        public JsonElement? Known { get; private set; }

        public async ValueTask DisposeAsync()
        {
            _listener.Stop();
            await _loop;
            _listener.Close();
        }

        private async Task RunAsync()
        {
            try
            {
                while (true)
                {
                    var context = await _listener.GetContextAsync();
                    await ServeAsync((await context.AcceptWebSocketAsync(null)).WebSocket);
                }
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }
        }

        private async Task ServeAsync(WebSocket socket)
        {
            if (Challenge is not null)
            {
                await SayAsync(socket, $"""["AUTH","{Challenge}"]""");
            }

            var buffer = new byte[64 * 1024];
            while (await ReceiveAsync(socket, buffer) is { } message)
            {
                var published = message[1].Clone();
                var isAuth = message[0].GetString() is "AUTH";
                Known = isAuth ? published : Known;
                var taken = isAuth || Challenge is null || Known is not null;
                if (taken && !isAuth)
                {
                    Accepted.Add(published);
                }

                await SayAsync(socket, $"""["OK","{published.GetProperty("id").GetString()}",{(taken ? "true" : "false")},""]""");
            }
        }

        private static async Task<JsonElement?> ReceiveAsync(WebSocket socket, byte[] buffer)
        {
            var length = 0;
            try
            {
                while (true)
                {
                    var part = await socket.ReceiveAsync(new ArraySegment<byte>(buffer, length, buffer.Length - length), CancellationToken.None);
                    if (part.MessageType is WebSocketMessageType.Close)
                    {
                        return null;
                    }

                    length += part.Count;
                    if (part.EndOfMessage)
                    {
                        return JsonElement.Parse(Encoding.UTF8.GetString(buffer, 0, length));
                    }
                }
            }
            catch (WebSocketException)
            {
                return null;
            }
        }

        private static Task SayAsync(WebSocket socket, string text) =>
            socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
    }
}
