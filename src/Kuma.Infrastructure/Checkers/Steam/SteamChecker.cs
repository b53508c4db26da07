using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Text.Json;
using Kuma.Application.Monitoring;
using Kuma.Application.Settings;
using Kuma.Domain.Heartbeats;
using Kuma.Domain.Monitors;
using Kuma.Infrastructure.Checkers.Http;
using Kuma.Infrastructure.Checkers.Names;
using Kuma.Infrastructure.Checkers.Network;

namespace Kuma.Infrastructure.Checkers.Steam;

/// <summary>UP when Steam's list of game servers knows the address (spec/monitors.md section 5.9).</summary>
internal sealed class SteamChecker(ISettingStore settings, TimeProvider time, SteamApi api) : IChecker
{
    private const int AnswerLimit = 4 * 1024 * 1024;

    private static readonly TimeSpan PingLimit = TimeSpan.FromSeconds(2);

    public string Type => "steam";

    public async Task<CheckOutcome> CheckAsync(Monitor monitor, CancellationToken cancellationToken)
    {
        if (await settings.TextAsync("steamAPIKey", cancellationToken) is not { Length: > 0 } key)
        {
            throw new CheckFailedException("Steam API Key not found");
        }

        var limit = BeatPolicy.Timeout(monitor.Settings);
        using var deadline = new Deadline(limit, time, cancellationToken);
        try
        {
            var address = await ResolveAsync((monitor.Settings.Hostname ?? "").Trim(), deadline.Token);
            var name = await FindAsync(monitor.Settings, address, key, deadline.Token);
            return CheckOutcome.Up(name, await PingAsync(address, deadline.Token));
        }
        catch (OperationCanceledException e) when (deadline.Passed)
        {
            throw new CheckFailedException(
                string.Create(CultureInfo.InvariantCulture, $"timeout of {limit.TotalMilliseconds:0}ms exceeded"), e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw new CheckFailedException(NetworkErrors.Describe(e), e);
        }
    }

    private static async Task<IPAddress> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        try
        {
            var addresses = await HostNames.Shared.FindAsync(host.Trim('[', ']'), AddressFamily.Unspecified, cancellationToken);
            return addresses.OrderBy(one => one.AddressFamily is AddressFamily.InterNetwork ? 0 : 1).First();
        }
        catch (Exception e) when (e is SocketException or ArgumentException or InvalidOperationException)
        {
            var code = e is SocketException socket ? SocketErrors.Name(socket.SocketErrorCode) : "ENOTFOUND";
            throw new CheckFailedException($"Unable to resolve Steam server hostname \"{host}\": getaddrinfo {code} {host}", e);
        }
    }

    private async Task<string> FindAsync(MonitorSettings monitor, IPAddress address, string key, CancellationToken cancellationToken)
    {
        using var handler = new SocketsHttpHandler
        {
            UseProxy = false, PooledConnectionLifetime = TimeSpan.Zero, AutomaticDecompression = DecompressionMethods.All,
            AllowAutoRedirect = monitor.MaxRedirects > 0, MaxAutomaticRedirections = Math.Max(1, monitor.MaxRedirects),
        };
        if (monitor.IgnoreTls)
        {
#pragma warning disable CA5359 // The monitor says so: "ignore TLS errors".
            handler.SslOptions.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
#pragma warning restore CA5359
        }

        using var client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = AnswerLimit };
        var filter = Uri.EscapeDataString(string.Create(CultureInfo.InvariantCulture, $"addr\\{address}:{monitor.Port ?? 27015}"));
        var query = new Uri(api.Address, $"/IGameServersService/GetServerList/v1/?filter={filter}&key={Uri.EscapeDataString(key)}");
        using var response = await client.GetAsync(query, cancellationToken);
        var code = (int)response.StatusCode;
        if (!AcceptedStatusCodes.Contain(monitor.AcceptedStatusCodes, code))
        {
            throw new CheckFailedException(string.Create(CultureInfo.InvariantCulture, $"Request failed with status code {code}"));
        }

        return Name(await response.Content.ReadAsStringAsync(cancellationToken)) ?? throw new CheckFailedException("Server not found on Steam");
    }

    private static string? Name(string answer)
    {
        try
        {
            using var json = JsonDocument.Parse(answer);
            return json.RootElement.ValueKind is JsonValueKind.Object
                && json.RootElement.TryGetProperty("response", out var response) && response.ValueKind is JsonValueKind.Object
                && response.TryGetProperty("servers", out var servers) && servers.ValueKind is JsonValueKind.Array && servers.GetArrayLength() > 0
                && servers[0].ValueKind is JsonValueKind.Object
                    ? servers[0].TryGetProperty("name", out var name) ? name.ToString() : ""
                    : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Milliseconds; <c>null</c> when the server answers no ping, then the check's own time counts.</summary>
    private static async Task<double?> PingAsync(IPAddress address, CancellationToken cancellationToken)
    {
        try
        {
            using var ping = new Ping();
            var reply = await ping.SendPingAsync(address, PingLimit, cancellationToken: cancellationToken);
            return reply.Status is IPStatus.Success ? reply.RoundtripTime : null;
        }
        catch (Exception e) when (e is PingException or SocketException or PlatformNotSupportedException)
        {
            return null;
        }
    }
}

/// <summary>Where Steam's web API is.</summary>
internal sealed record SteamApi(Uri Address)
{
    public static SteamApi Public { get; } = new(new Uri("https://api.steampowered.com"));
}
