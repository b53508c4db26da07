using System.Globalization;
using System.Net.Sockets;
using System.Text.Json;
using Kuma.Application.DockerHosts;
using Kuma.Application.Monitoring;
using Kuma.Domain.Heartbeats;
using Kuma.Domain.Monitors;
using Kuma.Infrastructure.Checkers.Http;
using Kuma.Infrastructure.DockerHosts;

namespace Kuma.Infrastructure.Checkers.Docker;

/// <summary>UP when the container runs, and is healthy where it says so (spec/monitors.md section 5.7).</summary>
internal sealed class DockerChecker(IDockerHostLookup hosts, DockerTls tls, TimeProvider time) : IChecker
{
    public string Type => MonitorTypes.Docker;

    public TimeSpan LimitOf(MonitorSettings settings) => TimeSpan.FromSeconds(0.8 * Math.Max(1, settings.Interval));

    public async Task<CheckOutcome> CheckAsync(Monitor monitor, CancellationToken cancellationToken)
    {
        var settings = monitor.Settings;
        if (string.IsNullOrWhiteSpace(settings.DockerContainer))
        {
            throw new CheckFailedException("No container is named");
        }

        var host = settings.DockerHost is { } id ? await hosts.FindAsync(id, cancellationToken) : null;
        if (host is null)
        {
            throw new CheckFailedException("Failed to load docker host config");
        }

        var limit = LimitOf(settings);
        using var deadline = new Deadline(limit, time, cancellationToken);
        try
        {
            return await AskAsync(host, settings.DockerContainer.Trim(), deadline.Token);
        }
        catch (OperationCanceledException e) when (deadline.Passed)
        {
            throw new CheckFailedException(
                string.Create(CultureInfo.InvariantCulture, $"timeout of {limit.TotalMilliseconds:0}ms exceeded"), e);
        }
        catch (HttpRequestException e)
        {
            throw new CheckFailedException(SocketWords(e, host) ?? NetworkErrors.Describe(e), e);
        }
        catch (FormatException e)
        {
            throw new CheckFailedException(e.Message, e);
        }
    }

    private async Task<CheckOutcome> AskAsync(DockerHost host, string container, CancellationToken cancellationToken)
    {
        using var connection = DockerConnection.To(host.DockerDaemon, host.DockerType, tls.Folder);
        using var response = await connection.GetAsync($"/containers/{Uri.EscapeDataString(container)}/json", cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            throw new CheckFailedException(
                string.Create(CultureInfo.InvariantCulture, $"Request failed with status code {(int)response.StatusCode}"));
        }

        try
        {
            using var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync(cancellationToken));
            return ContainerState.Judge(answer.RootElement);
        }
        catch (JsonException e)
        {
            throw new CheckFailedException("Container state is not available", e);
        }
    }

    /// <summary>What a socket's path does not lead to, in the words of the original; <c>null</c> for other failures.</summary>
    internal static string? SocketWords(HttpRequestException failure, DockerHost host) =>
        host.DockerType is "socket" && failure.InnerException is SocketException socket
            ? $"connect {(socket.SocketErrorCode is SocketError.ConnectionRefused ? "ECONNREFUSED"
                : socket.SocketErrorCode is SocketError.AccessDenied ? "EACCES" : "ENOENT")} {host.DockerDaemon}"
            : null;
}

/// <summary>Where the client certificates for Docker daemons lie.</summary>
internal sealed record DockerTls(string Folder);

/// <summary>The answer of <c>GET /containers/NAME/json</c>, judged.</summary>
internal static class ContainerState
{
    public static CheckOutcome Judge(JsonElement answer)
    {
        if (answer.ValueKind is not JsonValueKind.Object || !answer.TryGetProperty("State", out var state) || state.ValueKind is not JsonValueKind.Object)
        {
            throw new CheckFailedException("Container state is not available");
        }

        var status = Text(state, "Status");
        if (!IsOn(state, "Running"))
        {
            throw new CheckFailedException($"Container State is {status}");
        }

        if (IsOn(state, "Paused"))
        {
            throw new CheckFailedException("Container is in a paused state");
        }

        if (IsOn(state, "Restarting"))
        {
            return Pending("Container is reporting it is currently restarting");
        }

        var health = state.TryGetProperty("Health", out var report) && report.ValueKind is JsonValueKind.Object ? Text(report, "Status") : "none";
        return health switch
        {
            "healthy" => CheckOutcome.Up("healthy"),
            "unhealthy" => throw new CheckFailedException("Container State is unhealthy according to its healthcheck"),
            "none" or "" => CheckOutcome.Up(
                $"Container has not reported health and is currently {status}. As it is running, it is considered UP. "
                + "Consider adding a health check for better service visibility"),
            _ => Pending(health),
        };
    }

    private static CheckOutcome Pending(string message) => new() { Status = HeartbeatStatus.Pending, Message = message };

    private static bool IsOn(JsonElement state, string key) => state.TryGetProperty(key, out var value) && value.ValueKind is JsonValueKind.True;

    private static string Text(JsonElement state, string key) => state.TryGetProperty(key, out var value) ? value.ToString() : "";
}
