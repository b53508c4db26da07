using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Kuma.Application.Notifications;
using Kuma.Infrastructure.Notifications.Http;

namespace Kuma.Infrastructure.Notifications.Providers.Push;

/// <summary>A message to a browser that subscribed: encrypted for it alone (RFC 8291), signed with this Kuma's key (RFC 8292).</summary>
internal sealed class WebPush(NotificationHttp http, IWebPushKeys keys) : INotificationProvider
{
    /// <summary>Whom push services ask about this sender; the same for all, so that an imported key pair keeps its subject.</summary>
    private const string Contact = "https://github.com/louislam/uptime-kuma";

    private static readonly TimeSpan TokenLife = TimeSpan.FromHours(12);
    private static readonly TimeSpan Life = TimeSpan.FromDays(28);

    public string Type => "Webpush";

    public async Task<string> SendAsync(Notice notice, CancellationToken cancellationToken)
    {
        var subscription = notice.Config["subscription"] is { } value ? new Fields(value) : default;
        var browser = subscription["keys"] is { } pair ? new Fields(pair) : default;
        if (!Uri.TryCreate(subscription.Text("endpoint"), UriKind.Absolute, out var endpoint))
        {
            throw new NotificationFailedException("You must pass in a subscription with at least an endpoint.");
        }

        var payload = new JsonBody { ["title"] = "Uptime Kuma", ["body"] = notice.Text };
        byte[] body;
        try
        {
            body = WebPushEncryption.Encrypt(
                Encoding.UTF8.GetBytes(payload.ToString()), Decode(browser.Text("p256dh")), Decode(browser.Text("auth")), notice.Random(16));
        }
        catch (Exception e) when (e is CryptographicException or FormatException or ArgumentException)
        {
            throw new NotificationFailedException("The browser's subscription is not valid: subscribe again", e);
        }

        var own = await keys.GetAsync(cancellationToken);
        var call = (HttpCall.Post(endpoint.OriginalString) with { IsDirect = true })
            .Bytes(body, "application/octet-stream")
            .Header("Content-Encoding", "aes128gcm")
            .Header("TTL", Life.TotalSeconds.ToString(CultureInfo.InvariantCulture))
            .Header("Urgency", "normal")
            .Header("Authorization", $"vapid t={Token(endpoint, own, notice)}, k={own.PublicKey}");
        try
        {
            await http.SendAsync(call, useProxy: false, cancellationToken);
        }
        catch (NotificationFailedException e) when (e.Status != 0)
        {
            throw e.Reworded("Received unexpected response code");
        }

        return Notice.Sent;
    }

    private static byte[] Decode(string text) => Base64Url.DecodeFromChars(text.TrimEnd('=').Replace('+', '-').Replace('/', '_'));

    private static string Token(Uri endpoint, WebPushKeyPair own, Notice notice)
    {
        var claims = new JsonBody
        {
            ["aud"] = endpoint.GetLeftPart(UriPartial.Authority), ["exp"] = (notice.Now + TokenLife).ToUnixTimeSeconds(), ["sub"] = Contact,
        };
        var text = $"{Encoded("""{"typ":"JWT","alg":"ES256"}""")}.{Encoded(claims.ToString())}";
        var point = Decode(own.PublicKey);
        using var key = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = point[1..33], Y = point[33..] },
            D = Decode(own.PrivateKey),
        });
        return $"{text}.{Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256))}";
    }

    private static string Encoded(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));
}
