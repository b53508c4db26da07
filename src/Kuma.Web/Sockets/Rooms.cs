using System.Globalization;
using Kuma.Domain.Common;

namespace Kuma.Web.Sockets;

/// <summary>The names of rooms.</summary>
internal static class Rooms
{
    /// <summary>Those who look at the page of the Cloudflare tunnel.</summary>
    public const string Tunnel = "cloudflared";

    /// <summary>Everything of one user: every signed-in connection of theirs is in it.</summary>
    public static string Of(UserId user) => user.Value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Those of the user's connections that asked for the lean feed; they are in <see cref="Of"/> too.</summary>
    public static string LeanOf(UserId user) => Of(user) + "-lean";
}
