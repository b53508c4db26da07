using System.Net.WebSockets;
using Kuma.Infrastructure.Notifications.NostrProtocol;

namespace Kuma.Infrastructure.Notifications.Providers.Chat;

/// <summary>Private direct messages: one for each recipient, wrapped so that relays see neither sender nor content.</summary>
internal sealed class Nostr(TimeProvider time) : INotificationProvider
{
    public string Type => "nostr";

    public async Task<string> SendAsync(Notice notice, CancellationToken cancellationToken)
    {
        var config = notice.Config;
        var relays = config.List("relays", '\n');
        var sender = SenderKey(config.Text("sender").Trim());
        var wraps = config.List("recipients", '\n').Select(RecipientKey)
            .Select(recipient => GiftWrap.Of(notice.Text, sender, recipient, notice.Now, notice.Random))
            .ToList();
        var reached = 0;
        foreach (var relay in relays)
        {
            if (await PublishAsync(relay, wraps, sender, notice, cancellationToken))
            {
                reached++;
            }
        }

        return reached > 0
            ? $"{reached}/{relays.Length} relays connected."
            : throw new NotificationFailedException("Failed to connect to any relays.") { IsTransient = true };
    }

    /// <summary>The key is never part of the message: it goes to logs and screens.</summary>
    private static byte[] SenderKey(string nsec) => Bech32.Decode(nsec) is { } key && key.Data.Length == 32
        ? key.Data
        : throw new NotificationFailedException("Failed to decode private key for sender");

    private static byte[] RecipientKey(string npub) => Bech32.Decode(npub) switch
    {
        { Prefix: "npub", Data.Length: 32 } key => key.Data,
        { } => throw new NotificationFailedException($"Error decoding recipient {npub}: Error: Recipient {npub} is not an npub"),
        null => throw new NotificationFailedException($"Error decoding recipient {npub}: it is not bech32"),
    };

    /// <summary>A relay that cannot be reached or refuses does not keep the message from the others.</summary>
    private async Task<bool> PublishAsync(
        string relay, List<NostrEvent> wraps, byte[] sender, Notice notice, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(relay, UriKind.Absolute, out var address) || address.Scheme is not ("ws" or "wss"))
        {
            return false;
        }

        try
        {
            await using var connection = await NostrRelay.ConnectAsync(address, time, cancellationToken);
            foreach (var wrap in wraps)
            {
                if (!await connection.PublishAsync(wrap, sender, notice, cancellationToken))
                {
                    return false;
                }
            }

            return true;
        }
        catch (Exception e) when (e is WebSocketException or HttpRequestException or IOException or TimeoutException)
        {
            return false;
        }
    }
}
