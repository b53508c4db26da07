using Kuma.Domain.Common;
using Kuma.Domain.Monitors;
using Monitor = Kuma.Domain.Monitors.Monitor;

namespace Kuma.Testing;

/// <summary>Where objects of the tests begin: <c>A.Monitor().Paused()</c>. A test names only what matters to it.</summary>
public static class A
{
    public static MonitorBuilder Monitor(string type = "http") => new(type);
}

/// <summary>Makes a monitor.</summary>
public sealed class MonitorBuilder(string type)
{
    private MonitorId _id = new(1);
    private UserId? _owner = new UserId(1);
    private bool _active = true;
    private MonitorSettings _settings = new() { Name = $"A {type} monitor", Type = type };

    public static implicit operator Monitor(MonitorBuilder builder) => builder.Build();

    public MonitorBuilder WithId(int id)
    {
        _id = new MonitorId(id);
        return this;
    }

    public MonitorBuilder OwnedBy(int? user)
    {
        _owner = user is { } id ? new UserId(id) : null;
        return this;
    }

    public MonitorBuilder Paused()
    {
        _active = false;
        return this;
    }

    /// <summary>Changes settings: <c>With(settings => settings with { Interval = 60 })</c>.</summary>
    public MonitorBuilder With(Func<MonitorSettings, MonitorSettings> change)
    {
        _settings = change(_settings);
        return this;
    }

    public Monitor Build() => new(_id, _owner, _active, _settings);
}
