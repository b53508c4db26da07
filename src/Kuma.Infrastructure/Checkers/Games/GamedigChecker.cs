using System.Globalization;
using System.Net.Sockets;
using Kuma.Application.Monitoring;
using Kuma.Domain.Monitors;
using Kuma.Infrastructure.Checkers.Network;

namespace Kuma.Infrastructure.Checkers.Games;

/// <summary>UP when a game server answers its game's query (spec/monitors.md section 5.10).</summary>
internal sealed class GamedigChecker(IGameCatalog catalog, TimeProvider time) : IChecker
{
    private static readonly TimeSpan PerAttempt = TimeSpan.FromSeconds(10);

    public string Type => "gamedig";

    /// <summary>There are at most a few ports to try.</summary>
    public TimeSpan LimitOf(MonitorSettings settings) => 4 * PerAttempt;

    public async Task<CheckOutcome> CheckAsync(Monitor monitor, CancellationToken cancellationToken)
    {
        var settings = monitor.Settings;
        var game = catalog.Find(settings.Game ?? "") ?? throw new CheckFailedException($"Invalid game: {settings.Game}");
        var ask = GameQueries.Find(game.Options.Protocol)
            ?? throw new CheckFailedException($"Servers of {game.Name} cannot be asked: the query protocol {game.Options.Protocol} is not supported");
        if (string.IsNullOrWhiteSpace(settings.Hostname))
        {
            throw new CheckFailedException("Hostname is required");
        }

        var ports = Ports(settings, game.Options);
        foreach (var port in ports)
        {
            using var deadline = new Deadline(PerAttempt, time, cancellationToken);
            try
            {
                var answer = await ask(new GameTarget(settings.Hostname.Trim(), port), time, deadline.Token);
                return CheckOutcome.Up(GameQueries.Plain(answer.Name), answer.Ping);
            }
            catch (Exception e) when (e is GameSilenceException || (e is OperationCanceledException && deadline.Passed))
            {
                // The next port may answer.
            }
            catch (SocketException e)
            {
                throw new CheckFailedException($"getaddrinfo {SocketErrors.Name(e.SocketErrorCode)} {settings.Hostname.Trim()}", e);
            }
            catch (Exception e) when (e is ArgumentOutOfRangeException or IndexOutOfRangeException or FormatException)
            {
                // A datagram that is cut short.
            }
        }

        throw new CheckFailedException(string.Create(CultureInfo.InvariantCulture, $"Failed all {ports.Count} attempts"));
    }

    /// <summary>The ports that may answer queries: of the given one, unless it is to be taken as it is, those that the catalogue derives.</summary>
    private static List<int> Ports(MonitorSettings settings, GameOptions options)
    {
        var ports = new List<int>();
        if (settings.Port is not { } given)
        {
            ports.AddRange(options.QueryPort is { } fixedPort ? [fixedPort] : options.Port is { } port ? Shifted(port, options) : []);
            return ports.Count > 0 ? ports : throw new CheckFailedException("Port is required");
        }

        if (!settings.GamedigGivenPortOnly)
        {
            ports.AddRange(options.QueryPortOffsets.Select(offset => given + offset));
            if (given == options.Port && options.QueryPort is { } query)
            {
                ports.Add(query);
            }
        }

        ports.Add(given);
        return [.. ports.Where(port => port is > 0 and <= 65535).Distinct()];
    }

    private static IEnumerable<int> Shifted(int port, GameOptions options) =>
        options.QueryPortOffsets.Count > 0 ? options.QueryPortOffsets.Select(offset => port + offset) : [port];
}
