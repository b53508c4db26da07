using System.Net.Sockets;
using System.Text.Json;
using Kuma.Application.Common;
using Kuma.Application.DockerHosts;
using Kuma.Infrastructure.Checkers;
using Kuma.Infrastructure.Checkers.Docker;
using Kuma.Infrastructure.Checkers.Http;

namespace Kuma.Infrastructure.DockerHosts;

/// <summary>Asks a Docker daemon over its socket or over the network.</summary>
internal sealed class DockerProbe(DockerTls tls, TimeProvider time) : IDockerProbe
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly Error NotDocker = new("not-docker", "Invalid Docker response, is it Docker really a daemon?");
    private static readonly Error TimedOut = new("docker-timeout", "Connection to Docker daemon timed out.");

    public async Task<Result<int>> CountContainersAsync(string daemon, string type, CancellationToken cancellationToken)
    {
        using var deadline = new Deadline(Patience, time, cancellationToken);
        try
        {
            using var connection = DockerConnection.To(daemon, type, tls.Folder);
            using var response = await connection.GetAsync("/containers/json?all=true", deadline.Token);
            response.EnsureSuccessStatusCode();
            using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync(deadline.Token));
            return Count(document.RootElement);
        }
        catch (JsonException)
        {
            return NotDocker;
        }
        catch (FormatException e)
        {
            return CommonErrors.Invalid(e.Message);
        }
        catch (Exception e) when (e is HttpRequestException or SocketException)
        {
            var words = e is HttpRequestException failure
                ? DockerChecker.SocketWords(failure, new DockerHost(default, default, "", daemon, type))
                : null;
            return CommonErrors.Invalid(words ?? NetworkErrors.Describe(e));
        }
        catch (OperationCanceledException) when (deadline.Passed)
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
