namespace Kuma.Application.Monitoring;

/// <summary>
/// The existing buckets of one size, oldest first, in a ring that grows as far as its window. Sparse: a monitor that was paused for a day holds
/// nothing for it. Hot path: plain structs in one array.
/// </summary>
internal sealed class BucketSeries(BucketSize size)
{
    private Bucket[] _ring = [];
    private int _head;
    private int _count;
    private Bucket _last;
    private bool _touched;

    public static int Seconds(BucketSize size) => size switch
    {
        BucketSize.Minute => 60,
        BucketSize.Hour => 3600,
        _ => 86400,
    };

    /// <summary>How many buckets before the current one are kept.</summary>
    public static int Capacity(BucketSize size) => size switch
    {
        BucketSize.Minute => 1440,
        BucketSize.Hour => 720,
        _ => 365,
    };

    public int Count => _count;

    /// <summary>Counts a beat in the bucket of <paramref name="unixSeconds"/> and returns the bucket as it is now.</summary>
    public UptimeBucket Add(long unixSeconds, Tally tally, double? ping)
    {
        var key = (int)(unixSeconds / Seconds(size));
        ref var bucket = ref Touch(key);
        bucket.Add(tally, ping);
        (_last, _touched) = (bucket, true);
        return bucket.Export(size);
    }

    /// <summary>Takes over a stored bucket.</summary>
    public void Load(in UptimeBucket stored)
    {
        ref var bucket = ref Touch((int)(stored.Start / Seconds(size)));
        bucket = new Bucket(bucket.Key, stored);
    }

    public UptimeFigure Figure(long nowSeconds, int buckets)
    {
        var now = (int)(nowSeconds / Seconds(size));
        long up = 0;
        long down = 0;
        var pings = 0.0;
        for (var i = _count - 1; i >= 0; i--)
        {
            ref readonly var bucket = ref At(i);
            if (bucket.Key <= now - buckets)
            {
                break;
            }

            if (bucket.Key <= now)
            {
                up += bucket.Up;
                down += bucket.Down;
                pings += bucket.Average * bucket.Up;
            }
        }

        if (up + down == 0 && _touched)
        {
            (up, down, pings) = (_last.Up, _last.Down, _last.Average * _last.Up);
        }

        return up + down == 0 ? default : new UptimeFigure((double)up / (up + down), up == 0 ? null : pings / up);
    }

    /// <summary>The existing buckets of the last <paramref name="buckets"/>, newest first.</summary>
    public List<UptimeBucket> Export(long nowSeconds, int buckets)
    {
        var now = (int)(nowSeconds / Seconds(size));
        var result = new List<UptimeBucket>(Math.Min(_count, buckets));
        for (var i = _count - 1; i >= 0 && At(i).Key > now - buckets; i--)
        {
            if (At(i).Key <= now)
            {
                result.Add(At(i).Export(size));
            }
        }

        return result;
    }

    public void Clear()
    {
        (_ring, _head, _count, _touched) = ([], 0, 0, false);
    }

    private ref Bucket Touch(int key)
    {
        if (_count > 0 && At(_count - 1).Key == key)
        {
            return ref At(_count - 1);
        }

        while (_count > 0 && At(0).Key < key - Capacity(size))
        {
            _head = (_head + 1) % _ring.Length;
            _count--;
        }

        // Keys come in order except after the clock was set back.
        var place = _count;
        while (place > 0 && At(place - 1).Key > key)
        {
            place--;
        }

        if (place > 0 && At(place - 1).Key == key)
        {
            return ref At(place - 1);
        }

        Grow();
        _count++;
        for (var i = _count - 1; i > place; i--)
        {
            At(i) = At(i - 1);
        }

        At(place) = new Bucket(key, default);
        return ref At(place);
    }

    private void Grow()
    {
        if (_count < _ring.Length)
        {
            return;
        }

        var wider = new Bucket[Math.Max(4, _ring.Length + Math.Max(4, _ring.Length / 2))];
        for (var i = 0; i < _count; i++)
        {
            wider[i] = At(i);
        }

        (_ring, _head) = (wider, 0);
    }

    private ref Bucket At(int index)
    {
        var place = _head + index;
        return ref _ring[place < _ring.Length ? place : place - _ring.Length];
    }

    private struct Bucket(int key, in UptimeBucket from)
    {
        public readonly int Key = key;
        public int Up = from.Up;
        public int Down = from.Down;
        public int Maintenance = from.Maintenance;
        public double Average = from.AveragePing;
        public double Min = from.MinPing;
        public double Max = from.MaxPing;

        public void Add(Tally tally, double? ping)
        {
            switch (tally)
            {
                case Tally.Maintenance:
                    Maintenance++;
                    break;
                case Tally.Down:
                    Down++;
                    break;
                default:
                    Up++;
                    AddPing(ping);
                    break;
            }
        }

        private void AddPing(double? ping)
        {
            if (ping is not { } value || double.IsNaN(value))
            {
                return;
            }

            if (Up == 1)
            {
                (Average, Min, Max) = (value, value, value);
                return;
            }

            // A beat without a ping weighs as if it had the current average; the order of the beats matters, as in Uptime Kuma.
            Average = ((Average * (Up - 1)) + value) / Up;
            Min = Math.Min(Min, value);
            Max = Math.Max(Max, value);
        }

        public readonly UptimeBucket Export(BucketSize size) =>
            new((long)Key * Seconds(size), Up, Down, Maintenance, Average, Min, Max);
    }
}

/// <summary>How a beat counts in the statistics: PENDING counts as down.</summary>
internal enum Tally
{
    Up,
    Down,
    Maintenance,
}
