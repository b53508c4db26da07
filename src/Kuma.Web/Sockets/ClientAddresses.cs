using Kuma.Application.Settings;
using SocketIO.Core;

namespace Kuma.Web.Sockets;

/// <summary>A client's address, from the proxy's headers when the operator trusts the proxy. Used for limits and logs only.</summary>
internal sealed class ClientAddresses(ISettingStore settings)
{
    public string? Of(Handshake handshake)
    {
        var trusted = settings.IsOnAsync(SettingKeys.TrustProxy, CancellationToken.None);
        var peer = handshake.RemoteAddress?.ToString();
        if (trusted.IsCompletedSuccessfully && trusted.GetAwaiter().GetResult())
        {
            peer = First(handshake, "X-Forwarded-For") ?? First(handshake, "X-Real-IP") ?? peer;
        }

        return peer?.StartsWith("::ffff:", StringComparison.Ordinal) is true ? peer["::ffff:".Length..] : peer;
    }

    private static string? First(Handshake handshake, string header) =>
        handshake.Headers.TryGetValue(header, out var value) && value.ToString().Split(',', 2)[0].Trim() is { Length: > 0 } address
            ? address
            : null;
}
