using Kuma.Domain.Common;
using Kuma.Domain.Heartbeats;

namespace Kuma.Application.Monitoring;

/// <summary>The newest 100 beats of one monitor, about 70 bytes each. Hot path: structs in one array; equal messages share one string.</summary>
internal sealed class BeatRing(MonitorId id)
{
    private const int Capacity = ILiveBoard.RecentLength;

    private Entry[] _ring = [];
    private int _head;
    private int _count;

    /// <summary>Moves with every change.</summary>
    public long Version { get; private set; }

    public Heartbeat? Last => _count == 0 ? null : At(_count - 1).ToHeartbeat(id);

    public void Add(Heartbeat beat)
    {
        Version++;
        if (_count == Capacity)
        {
            _head = (_head + 1) % Capacity;
            _count--;
        }
        else if (_count == _ring.Length)
        {
            Grow();
        }

        var message = beat.Message;
        if (_count > 0 && string.Equals(At(_count - 1).Message, message, StringComparison.Ordinal))
        {
            message = At(_count - 1).Message;
        }

        _count++;
        At(_count - 1) = new Entry(beat, message);
    }

    public Heartbeat[] ToArray()
    {
        var beats = new Heartbeat[_count];
        for (var i = 0; i < _count; i++)
        {
            beats[i] = At(i).ToHeartbeat(id);
        }

        return beats;
    }

    /// <summary>Takes message and importance from every beat.</summary>
    public void ClearEvents()
    {
        Version++;
        for (var i = 0; i < _count; i++)
        {
            At(i) = At(i) with { Message = "", Important = false };
        }
    }

    public void Clear()
    {
        Version++;
        (_ring, _head, _count) = ([], 0, 0);
    }

    private void Grow()
    {
        var wider = new Entry[Math.Min(Capacity, Math.Max(4, _ring.Length * 3))];
        for (var i = 0; i < _count; i++)
        {
            wider[i] = At(i);
        }

        (_ring, _head) = (wider, 0);
    }

    private ref Entry At(int index)
    {
        var place = _head + index;
        return ref _ring[place < _ring.Length ? place : place - _ring.Length];
    }

    private readonly record struct Entry
    {
        private readonly long _id;
        private readonly long _ticks;
        private readonly long _endTicks;
        private readonly double _ping;
        private readonly byte[]? _response;
        private readonly int _retries;
        private readonly int _downCount;
        private readonly int _duration;
        private readonly byte _status;

        public Entry(Heartbeat beat, string? message)
        {
            _id = beat.Id;
            _ticks = beat.Time.UtcTicks;
            _endTicks = beat.EndTime?.UtcTicks ?? 0;
            _ping = beat.Ping ?? double.NaN;
            _response = beat.Response;
            _retries = beat.Retries;
            _downCount = beat.DownCount;
            _duration = beat.Duration ?? -1;
            _status = (byte)beat.Status;
            Message = message;
            Important = beat.Important;
        }

        public string? Message { get; init; }

        public bool Important { get; init; }

        public Heartbeat ToHeartbeat(MonitorId id) => new()
        {
            Id = _id,
            MonitorId = id,
            Status = (HeartbeatStatus)_status,
            Time = new DateTimeOffset(_ticks, TimeSpan.Zero),
            EndTime = _endTicks == 0 ? null : new DateTimeOffset(_endTicks, TimeSpan.Zero),
            Message = Message,
            Ping = double.IsNaN(_ping) ? null : _ping,
            Important = Important,
            Duration = _duration < 0 ? null : _duration,
            Retries = _retries,
            DownCount = _downCount,
            Response = _response,
        };
    }
}
