namespace Kuma.Application.Common.Limits;

/// <summary>So many calls per minute for the whole process; the window starts anew at the first call a minute or more after its start.</summary>
public sealed class RateLimit(int callsPerMinute, TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private readonly Lock _gate = new();
    private long _windowStart = time.GetTimestamp();
    private int _used;

    /// <summary>Takes one call from the budget; false when it is used up.</summary>
    public bool TryTake()
    {
        lock (_gate)
        {
            Renew();
            return _used < callsPerMinute && ++_used <= callsPerMinute;
        }
    }

    /// <summary>Whether a call would be allowed, without taking it.</summary>
    public bool HasBudget()
    {
        lock (_gate)
        {
            Renew();
            return _used < callsPerMinute;
        }
    }

    private void Renew()
    {
        if (time.GetElapsedTime(_windowStart) >= Window)
        {
            _windowStart = time.GetTimestamp();
            _used = 0;
        }
    }
}

/// <summary>The budgets of the process, shared by all users and addresses as clients expect them.</summary>
public sealed class RateLimits(TimeProvider time)
{
    /// <summary>Every sign-in, sign-out and failed Basic sign-in.</summary>
    public RateLimit Login { get; } = new(20, time);

    /// <summary>Preparing, enabling and disabling two-factor authentication.</summary>
    public RateLimit TwoFactor { get; } = new(30, time);

    /// <summary>Checks of API keys.</summary>
    public RateLimit Api { get; } = new(60, time);
}
