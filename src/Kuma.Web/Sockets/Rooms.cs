using System.Globalization;
using Kuma.Domain.Common;

namespace Kuma.Web.Sockets;

/// <summary>The names of rooms.</summary>
internal static class Rooms
{
    /// <summary>Everything of one user: every signed-in connection of theirs is in it.</summary>
    public static string Of(UserId user) => user.Value.ToString(CultureInfo.InvariantCulture);
}
