using System.Diagnostics;
using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Dapper;
using Npgsql;

namespace Kuma.Load;

/// <summary>A start with many stored beats, and a client that signs in and gets them all.</summary>
internal static class DashboardLoad
{
    public static async Task RunAsync(LoadOptions options, CancellationToken cancellationToken)
    {
        var (monitors, beats) = (options.Number("count", 1000), options.Number("beats", 100));
        await using var kuma = await KumaUnderLoad.PrepareAsync(options, cancellationToken);
        await kuma.SeedMonitorsAsync(monitors, new MonitorSettings { Name = "Monitor #", Type = "push", Interval = 3600, PushToken = "token#" });
        await SeedBeatsAsync(kuma.Database, beats);
        Figures.Print("start-up", $"{(await kuma.StartAsync(cancellationToken)).TotalSeconds:0.00} s");

        // People come later than the first second: Kuma has compiled itself by then.
        await Task.Delay(TimeSpan.FromSeconds(5), cancellationToken);
        foreach (var feed in new[] { "full", "lean" })
        {
            for (var round = 0; round < options.Number("rounds", 5); round++)
            {
                var cpu = kuma.CpuSeconds();
                var load = await SignInAsync(kuma.Address, feed, cancellationToken);
                Figures.Print(
                    $"sign-in {round + 1}, {feed} feed",
                    $"{load.Last.TotalMilliseconds:0} ms to the last list, {load.Messages} messages, {load.Bytes / 1e6:0.0} MB, CPU {kuma.CpuSeconds() - cpu:0.00} s, RSS {kuma.ResidentMegabytes():0} MB");
            }
        }
    }

    /// <summary>Beats of the last minutes, and their buckets.</summary>
    private static async Task SeedBeatsAsync(NpgsqlDataSource database, int beats)
    {
        await using var connection = await database.OpenConnectionAsync();
        await connection.ExecuteAsync(
            """
            insert into heartbeat (monitor_id, time, end_time, status, important, ping, msg, retries)
            select m.id, t.time, t.time + interval '20 ms', 1, n = 1, 10 + (m.id + n) % 90, '200 - OK', 0
            from generate_series(1, @beats) n, monitor m,
                lateral (select date_trunc('milliseconds', now()) - interval '20 seconds' * (@beats - n + 1) as time) t
            order by n, m.id;
            """,
            new { beats },
            commandTimeout: 600);
        foreach (var (table, unit, count) in new[] { ("stat_minutely", "minute", 1440), ("stat_hourly", "hour", 720), ("stat_daily", "day", 365) })
        {
            // Full series would be 25 million rows for 10,000 monitors; a day's worth of hours and a month of days is what a young installation has.
            var rows = Math.Min(count, unit is "minute" ? beats / 3 : 30);
            await connection.ExecuteAsync(
                $"""
                insert into {table} (monitor_id, bucket, up, ping, ping_min, ping_max)
                select m.id, date_trunc('{unit}', now(), 'UTC') - n * interval '1 {unit}', 3, 50, 10, 99
                from monitor m, generate_series(0, {rows.ToString(CultureInfo.InvariantCulture)}) n
                """,
                commandTimeout: 600);
        }

        await connection.ExecuteAsync("vacuum analyze", commandTimeout: 600);
    }

    private static async Task<(TimeSpan Last, int Messages, long Bytes)> SignInAsync(Uri address, string feed, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        using var socket = new ClientWebSocket();
        if (feed is "lean")
        {
            socket.Options.DangerousDeflateOptions = new WebSocketDeflateOptions();
        }

        await socket.ConnectAsync(new UriBuilder(address) { Scheme = "ws", Path = "/socket.io/", Query = "EIO=4&transport=websocket" }.Uri, cancellationToken);
        var buffer = new byte[1024 * 1024];
        var (messages, bytes, last) = (0, 0L, TimeSpan.Zero);
        var signedIn = false;
        while (true)
        {
            var (head, length) = await ReceiveAsync(socket, buffer, cancellationToken);
            messages++;
            bytes += length;
            if (head.StartsWith('0'))
            {
                await SendAsync(socket, feed is "lean" ? """40{"feed":"lean"}""" : "40", cancellationToken);
            }
            else if (head.StartsWith("40", StringComparison.Ordinal))
            {
                var login = JsonSerializer.Serialize(new { username = KumaUnderLoad.User, password = KumaUnderLoad.Password, token = "" });
                await SendAsync(socket, $"420[\"login\",{login}]", cancellationToken);
            }
            else if (head.StartsWith('2'))
            {
                await SendAsync(socket, "3", cancellationToken);
            }
            else if (head.StartsWith("430", StringComparison.Ordinal))
            {
                // The answer comes after all lists.
                last = Stopwatch.GetElapsedTime(began);
                signedIn = true;
            }

            if (signedIn)
            {
                return (last, messages, bytes);
            }
        }
    }

    private static async Task<(string Head, long Length)> ReceiveAsync(ClientWebSocket socket, byte[] buffer, CancellationToken cancellationToken)
    {
        var (head, length) = ("", 0L);
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer, cancellationToken);
            if (part.MessageType is WebSocketMessageType.Close)
            {
                throw new InvalidOperationException($"Kuma closed the connection: {part.CloseStatusDescription}");
            }

            head = length == 0 ? Encoding.UTF8.GetString(buffer, 0, Math.Min(64, part.Count)) : head;
            length += part.Count;
            if (part.EndOfMessage)
            {
                return (head, length);
            }
        }
    }

    private static Task SendAsync(ClientWebSocket socket, string text, CancellationToken cancellationToken) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
}
