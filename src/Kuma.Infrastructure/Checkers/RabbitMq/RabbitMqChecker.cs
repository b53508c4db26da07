using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Kuma.Application.Monitoring;
using Kuma.Domain.Heartbeats;
using Kuma.Domain.Monitors;
using Kuma.Infrastructure.Checkers.Http;
using Kuma.Infrastructure.Checkers.Network;

namespace Kuma.Infrastructure.Checkers.RabbitMq;

/// <summary>UP when one node's management API reports no alarms in the cluster (spec/monitors.md section 5.20).</summary>
internal sealed class RabbitMqChecker(TimeProvider time) : IChecker
{
    private const int BodyLimit = 64 * 1024;

    public string Type => "rabbitmq";

    /// <summary>Each node has the whole timeout.</summary>
    public TimeSpan LimitOf(MonitorSettings settings) => Math.Max(1, settings.RabbitmqNodes?.Count ?? 0) * BeatPolicy.Timeout(settings);

    public async Task<CheckOutcome> CheckAsync(Monitor monitor, CancellationToken cancellationToken)
    {
        var settings = monitor.Settings;
        if (settings.RabbitmqNodes is not { Count: > 0 } nodes)
        {
            throw new CheckFailedException("No RabbitMQ nodes configured");
        }

        using var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            PooledConnectionLifetime = TimeSpan.Zero,
            ConnectCallback = static async (context, token) =>
                await TcpConnections.OpenAsync(context.DnsEndPoint.Host, context.DnsEndPoint.Port, family: null, token),
        };
        using var client = new HttpMessageInvoker(handler);
        var failures = new List<string>();
        foreach (var node in nodes)
        {
            if (await AskAsync(client, node, settings, cancellationToken) is not { } failure)
            {
                return CheckOutcome.Up(nodes.Count == 1
                    ? "Node is reachable and there are no alerts in the cluster"
                    : string.Create(CultureInfo.InvariantCulture, $"One of the {nodes.Count} nodes is reachable and there are no alerts in the cluster"));
            }

            failures.Add(string.Create(CultureInfo.InvariantCulture, $"Node {failures.Count + 1}: {failure}"));
        }

        throw new CheckFailedException(
            string.Create(CultureInfo.InvariantCulture, $"All {nodes.Count} nodes failed because {string.Join("; ", failures)}"));
    }

    /// <summary>What is wrong with the node; <c>null</c> when nothing is.</summary>
    private async Task<string?> AskAsync(HttpMessageInvoker client, string node, MonitorSettings settings, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate($"{node.Trim().TrimEnd('/')}/api/health/checks/alarms/", UriKind.Absolute, out var address)
            || address.Scheme is not ("http" or "https"))
        {
            return "Invalid URL";
        }

        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        var credentials = Encoding.UTF8.GetBytes($"{settings.RabbitmqUsername}:{settings.RabbitmqPassword}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(credentials));
        request.Headers.Accept.ParseAdd("application/json");
        using var deadline = new Deadline(BeatPolicy.Timeout(settings), time, cancellationToken);
        try
        {
            using var response = await client.SendAsync(request, deadline.Token);
            return response.StatusCode switch
            {
                HttpStatusCode.OK => null,
                HttpStatusCode.ServiceUnavailable => await ReasonAsync(response, deadline.Token),
                var code => string.Create(CultureInfo.InvariantCulture, $"Request failed with status code {(int)code}"),
            };
        }
        catch (OperationCanceledException) when (deadline.Passed)
        {
            return "Request timed out";
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return NetworkErrors.Describe(e);
        }
    }

    private static async Task<string> ReasonAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await response.Content.LoadIntoBufferAsync(BodyLimit, cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        try
        {
            using var body = JsonDocument.Parse(text);
            if (body.RootElement.ValueKind is JsonValueKind.Object && body.RootElement.TryGetProperty("reason", out var reason))
            {
                return reason.ToString();
            }
        }
        catch (JsonException)
        {
            // A proxy in front may answer 503 with a page of its own.
        }

        return "Request failed with status code 503";
    }
}
