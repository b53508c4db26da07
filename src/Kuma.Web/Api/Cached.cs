namespace Kuma.Web.Api;

/// <summary>
/// A value that is made once per version and shared. Many callers at once wait for one making (single flight); a failed one is not kept.
/// A value that is merely old is served while the next one is made, for as long again; also when that fails.
/// </summary>
/// <param name="make">Makes the value.</param>
/// <param name="version">What the value depends on; read before it is made, so that a change meanwhile makes it stale at once.</param>
/// <param name="time">The clock of <paramref name="maxAge"/>.</param>
/// <param name="maxAge">Windows of time move on without any event: a value older than this is made anew.</param>
#pragma warning disable CA1001 // The gate's wait handle is never asked for, so that it holds nothing to give back.
internal sealed class Cached<T>(Func<Task<T>> make, Func<long> version, TimeProvider time, TimeSpan maxAge)
#pragma warning restore CA1001
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private Entry? _entry;

    /// <summary>The value when there is one that still holds.</summary>
    public T? Peek() => Current() is { } entry ? entry.Value : default;

    public ValueTask<T> GetAsync()
    {
        if (Current() is { } entry)
        {
            return new ValueTask<T>(entry.Value);
        }

        if (Held() is not { } old)
        {
            return new ValueTask<T>(MakeAsync());
        }

        if (_gate.CurrentCount > 0)
        {
            _ = RenewAsync();
        }

        return new ValueTask<T>(old.Value);
    }

    /// <summary>Makes the next value beside its callers. A failure is not theirs: it meets those who ask when nothing holds any more.</summary>
    private async Task RenewAsync()
    {
        await Task.Yield();
        await MakeAsync();
    }

    private async Task<T> MakeAsync()
    {
        await _gate.WaitAsync();
        try
        {
            if (Current() is { } made)
            {
                return made.Value;
            }

            var at = version();
            var entry = new Entry(await make(), at, time.GetTimestamp());
            Volatile.Write(ref _entry, entry);
            return entry.Value;
        }
        finally
        {
            _gate.Release();
        }
    }

    private Entry? Current() => Held(maxAge);

    private Entry? Held() => Held(maxAge * 2);

    private Entry? Held(TimeSpan longest) =>
        Volatile.Read(ref _entry) is { } entry && entry.Version == version() && time.GetElapsedTime(entry.MadeAt) < longest ? entry : null;

    private sealed record Entry(T Value, long Version, long MadeAt);
}
