using System.Net;
using System.Net.Sockets;

namespace Kuma.Infrastructure.Checkers.Names;

/// <summary>What the system's resolver said of a name.</summary>
/// <param name="Addresses">The addresses in the resolver's order; empty when there is none.</param>
/// <param name="Error">Why there is none; <see cref="SocketError.Success"/> when there are some.</param>
internal sealed record NameAnswer(IPAddress[] Addresses, SocketError Error)
{
    /// <summary>The name of the error as people know it: <c>ENOTFOUND</c>, or <c>EAI_AGAIN</c> when the name server does not answer.</summary>
    public string Code => Error is SocketError.TryAgain ? "EAI_AGAIN" : "ENOTFOUND";

    public static NameAnswer Of(IPAddress[] addresses) =>
        new(addresses, addresses.Length > 0 ? SocketError.Success : SocketError.HostNotFound);
}
