using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace SocketIO.Core.Diagnostics;

/// <summary>The meter and the activity source, both named <c>SocketIO.Core</c>.</summary>
internal sealed class SocketIOMetrics : IDisposable
{
    public const string Name = "SocketIO.Core";

    public static readonly ActivitySource Activities = new(Name);

    private readonly UpDownCounter<long> _connections;
    private readonly Counter<long> _upgrades;
    private readonly Counter<long> _disconnects;
    private readonly Counter<long> _packetsIn;
    private readonly Counter<long> _packetsOut;
    private readonly Counter<long> _bytesIn;
    private readonly Counter<long> _bytesOut;
    private readonly Counter<long> _dropped;

    public SocketIOMetrics(IMeterFactory? factory)
    {
        var meter = Meter = factory?.Create(Name) ?? new Meter(Name);
        _connections = meter.CreateUpDownCounter<long>("socketio.connections", "{connection}", "Open connections by transport.");
        _upgrades = meter.CreateCounter<long>("socketio.upgrades", "{connection}", "Connections that moved to a WebSocket.");
        _disconnects = meter.CreateCounter<long>("socketio.disconnects", "{connection}", "Closed connections by reason.");
        _packetsIn = meter.CreateCounter<long>("socketio.packets.received", "{packet}", "Socket.IO packets received.");
        _packetsOut = meter.CreateCounter<long>("socketio.packets.sent", "{packet}", "Packets queued for clients.");
        _bytesIn = meter.CreateCounter<long>("socketio.bytes.received", "By", "Payload bytes received.");
        _bytesOut = meter.CreateCounter<long>("socketio.bytes.sent", "By", "Payload bytes sent.");
        _dropped = meter.CreateCounter<long>("socketio.packets.dropped", "{packet}", "Packets dropped by cause.");
    }

    public Meter Meter { get; }

    public void Opened(string transport) => _connections.Add(1, Tag("transport", transport));

    public void Closed(string transport, string reason)
    {
        _connections.Add(-1, Tag("transport", transport));
        _disconnects.Add(1, Tag("reason", reason));
    }

    public void Upgraded()
    {
        _connections.Add(-1, Tag("transport", "polling"));
        _connections.Add(1, Tag("transport", "websocket"));
        _upgrades.Add(1);
    }

    public void Received(int bytes)
    {
        if (_bytesIn.Enabled)
        {
            _bytesIn.Add(bytes);
        }
    }

    public void Sent(int bytes)
    {
        if (_bytesOut.Enabled)
        {
            _bytesOut.Add(bytes);
        }
    }

    public void PacketReceived()
    {
        if (_packetsIn.Enabled)
        {
            _packetsIn.Add(1);
        }
    }

    public void PacketSent()
    {
        if (_packetsOut.Enabled)
        {
            _packetsOut.Add(1);
        }
    }

    public void Dropped(string cause) => _dropped.Add(1, Tag("cause", cause));

    public void Dispose() => Meter.Dispose();

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}
