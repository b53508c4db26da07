using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using SocketIO.Core.Tests.Wire;

namespace SocketIO.Core.Tests.Diagnostics;

/// <summary>What operators see: the meter, the activities, the log.</summary>
public sealed class DiagnosticsTests
{
    [Theory]
    [InlineData("polling")]
    [InlineData("websocket")]
    public async Task The_meter_counts_connections_packets_and_bytes(string transport)
    {
        await using var server = await TestServer.StartAsync();
        var totals = new ConcurrentDictionary<string, long>(StringComparer.Ordinal);
        using var listener = Listen(server, totals);

        await using (var wire = await server.JoinAsync(transport))
        {
            totals[$"socketio.connections {transport}"].ShouldBe(1);
            await wire.ShouldEchoAsync();
            await wire.SendAsync("1");
            await Eventually.TrueAsync(() => server.Io.ConnectionCount == 0, "the session is gone");
        }

        totals[$"socketio.connections {transport}"].ShouldBe(0);
        totals["socketio.disconnects transport close"].ShouldBe(1);
        totals["socketio.packets.received"].ShouldBe(2);
        totals["socketio.packets.sent"].ShouldBe(3);
        totals["socketio.bytes.received"].ShouldBeGreaterThan(20);
        totals["socketio.bytes.sent"].ShouldBeGreaterThan(60);
    }

    [Fact]
    public async Task A_handshake_that_fails_late_is_no_connection()
    {
        await using var server = await TestServer.StartAsync();
        var totals = new ConcurrentDictionary<string, long>(StringComparer.Ordinal);
        using var listener = Listen(server, totals);

        await using (var refused = await WebSocketWire.HandshakeAsync(server.Address, "/socket.io/?EIO=4&transport=websocket", "Sec-WebSocket-Version: 12"))
        {
            refused.Status.ShouldBe(400);
            await refused.BodyAsync();
        }

        await using var wire = await server.SocketAsync();
        totals["socketio.connections websocket"].ShouldBe(1);
        totals.Keys.ShouldNotContain(name => name.StartsWith("socketio.disconnects", StringComparison.Ordinal) || name.EndsWith("polling", StringComparison.Ordinal));
        server.Log.Lines.ShouldNotContain(line => line.Level >= Microsoft.Extensions.Logging.LogLevel.Error);
    }

    [Fact]
    public async Task An_event_is_an_activity_with_the_names_of_event_and_namespace()
    {
        var seen = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "SocketIO.Core",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = seen.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        await using var server = await TestServer.StartAsync(map: io => io.Of("/traced").OnConnection(socket =>
        {
            socket.On("traced-event", e => e.AckAsync(Activity.Current?.OperationName));
            return ValueTask.CompletedTask;
        }));
        await using var wire = await server.SocketAsync();

        await wire.SendAsync("40/traced,", "42/traced,1[\"traced-event\"]");
        await wire.NextAsync();

        (await wire.NextAsync()).ShouldBe("43/traced,1[\"/traced traced-event\"]");
        await Eventually.TrueAsync(() => seen.Any(activity => activity.OperationName == "/traced traced-event"), "it has ended");
        var activity = seen.First(activity => activity.OperationName == "/traced traced-event");
        activity.Kind.ShouldBe(ActivityKind.Consumer);
        activity.GetTagItem("socketio.event").ShouldBe("traced-event");
    }

    [Fact]
    public async Task The_log_tells_of_refusals_and_sockets_without_their_data()
    {
        await using var server = await TestServer.StartAsync();
        using var http = server.Http();
        (await http.GetAsync("/socket.io/?EIO=3&transport=polling", TestContext.Current.CancellationToken)).Dispose();
        await using (var wire = await server.JoinAsync("websocket", "/restricted", "{\"token\":\"let-me-in\"}"))
        {
            await wire.SendAsync("42/restricted,[]");
            await wire.ShouldCloseAsync();
        }

        await Eventually.TrueAsync(() => server.Log.Lines.Any(line => line.Id.Id == 7), "the end is logged");
        var lines = server.Log.Lines.Where(line => line.Id.Id is >= 1 and <= 7).ToList();
        lines.Select(line => line.Id.Id).ShouldBe([1, 6, 3, 7], ignoreOrder: true);
        lines.ShouldAllBe(line => !line.Text.Contains("let-me-in", StringComparison.Ordinal));
        lines.ShouldAllBe(line => line.Level == Microsoft.Extensions.Logging.LogLevel.Debug);
    }

    private static MeterListener Listen(TestServer server, ConcurrentDictionary<string, long> totals)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, me) =>
            {
                if (ReferenceEquals(instrument.Meter, server.Io.Metrics.Meter))
                {
                    me.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            var name = tags.Length == 0 ? instrument.Name : $"{instrument.Name} {tags[0].Value}";
            totals.AddOrUpdate(name, value, (_, old) => old + value);
        });
        listener.Start();
        return listener;
    }
}
