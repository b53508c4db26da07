using System.Net.Sockets;
using System.Text.Json;
using Kuma.Application.Common;
using Kuma.Application.DockerHosts;

namespace Kuma.Infrastructure.DockerHosts;

/// <summary>Asks a Docker daemon over its socket or over the network.</summary>
internal sealed class DockerProbe : IDockerProbe
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly Error NotDocker = new("not-docker", "Invalid Docker response, is it Docker really a daemon?");
    private static readonly Error TimedOut = new("docker-timeout", "Connection to Docker daemon timed out.");

    public async Task<Result<int>> CountContainersAsync(string daemon, string type, CancellationToken cancellationToken)
    {
        var overSocket = type is "socket";
        var text = overSocket ? "http://localhost" : daemon.Replace("tcp://", "http://", StringComparison.Ordinal).TrimEnd('/');
        if (!Uri.TryCreate(text + "/containers/json?all=true", UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            return CommonErrors.Invalid($"{daemon} is no address of a Docker daemon.");
        }

        using var handler = new SocketsHttpHandler { UseProxy = false };
        if (overSocket)
        {
            handler.ConnectCallback = async (_, token) =>
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(daemon), token);
                return new NetworkStream(socket, ownsSocket: true);
            };
        }

        using var client = new HttpClient(handler) { Timeout = Patience };
        try
        {
            using var document = JsonDocument.Parse(await client.GetStringAsync(address, cancellationToken));
            return Count(document.RootElement);
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or SocketException)
        {
            return e is JsonException ? NotDocker : CommonErrors.Invalid(e.InnerException?.Message ?? e.Message);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return TimedOut;
        }
    }

    private static Result<int> Count(JsonElement answer) =>
        answer.ValueKind is JsonValueKind.Array
        && (answer.GetArrayLength() == 0 || (answer[0].ValueKind is JsonValueKind.Object && answer[0].TryGetProperty("ImageID", out _)))
            ? answer.GetArrayLength()
            : NotDocker;
}
