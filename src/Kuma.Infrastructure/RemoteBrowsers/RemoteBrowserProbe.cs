using System.Net.WebSockets;
using Kuma.Application.Common;
using Kuma.Application.RemoteBrowsers;

namespace Kuma.Infrastructure.RemoteBrowsers;

/// <summary>Opens the WebSocket of a remote browser.</summary>
internal sealed class RemoteBrowserProbe : IRemoteBrowserProbe
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public async Task<Result> ConnectAsync(string url, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("ws" or "wss"))
        {
            return CommonErrors.Invalid("The address of a remote browser starts with ws:// or wss://.");
        }

        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Patience);
        using var socket = new ClientWebSocket();
        try
        {
            await socket.ConnectAsync(address, deadline.Token);
            return Result.Success;
        }
        catch (WebSocketException e)
        {
            return CommonErrors.Invalid(e.InnerException?.Message ?? e.Message);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return CommonErrors.Invalid("The remote browser does not answer.");
        }
    }
}
