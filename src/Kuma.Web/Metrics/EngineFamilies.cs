using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Kuma.Web.Metrics;

/// <summary>
/// The engine's own figures for <c>/metrics</c>: whatever meter <c>Kuma.Engine</c> has, named as the instrument with underscores for dots.
/// Counters end in <c>_total</c>; histograms are in the instrument's unit.
/// </summary>
internal sealed class EngineFamilies : IHostedService, IDisposable
{
    private const string MeterName = "Kuma.Engine";
    private static readonly double[] Bounds = [1, 2, 5, 10, 25, 50, 100, 150, 200, 250, 300, 400, 500, 1000, 2000, 5000, 10_000];

    private readonly MeterListener _listener = new();
    private readonly Lock _gate = new();
    private readonly SortedDictionary<(string Instrument, string Label), Series> _series = [];
    private readonly Dictionary<string, Instrument> _instruments = new(StringComparer.Ordinal);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name is MeterName)
            {
                lock (_gate)
                {
                    _instruments[instrument.Name] = instrument;
                }

                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _listener.Dispose();

    public byte[] Write()
    {
        _listener.RecordObservableInstruments();
        var text = new StringBuilder(4096);
        lock (_gate)
        {
            foreach (var group in _series.GroupBy(pair => pair.Key.Instrument, StringComparer.Ordinal))
            {
                Write(text, _instruments[group.Key], group.Select(pair => (pair.Key.Label, pair.Value)));
            }
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void Write(StringBuilder text, Instrument instrument, IEnumerable<(string Label, Series Series)> all)
    {
        var (name, type) = (instrument.Name.Replace('.', '_'), TypeOf(instrument));
        name = type is "counter" ? name + "_total" : name;
        text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {instrument.Description}\n# TYPE {name} {type}\n");
        foreach (var (label, series) in all)
        {
            var braces = label.Length == 0 ? "" : $"{{{label}}}";
            if (type is not "histogram")
            {
                text.Append(CultureInfo.InvariantCulture, $"{name}{braces} {series.Sum}\n");
                continue;
            }

            var (seen, comma) = (0L, label.Length == 0 ? "" : ",");
            for (var i = 0; i < Bounds.Length; i++)
            {
                seen += series.Counts[i];
                text.Append(CultureInfo.InvariantCulture, $"{name}_bucket{{{label}{comma}le=\"{Bounds[i]}\"}} {seen}\n");
            }

            text.Append(CultureInfo.InvariantCulture, $"{name}_bucket{{{label}{comma}le=\"+Inf\"}} {series.Count}\n{name}_sum{braces} {series.Sum}\n{name}_count{braces} {series.Count}\n");
        }

        text.Append('\n');
    }

    private static string TypeOf(Instrument instrument) => instrument.GetType().Name switch
    {
        var name when name.StartsWith("Histogram", StringComparison.Ordinal) => "histogram",
        var name when name.StartsWith("Counter", StringComparison.Ordinal) => "counter",
        _ => "gauge",
    };

    private void Record(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var label = tags.Length == 0 ? "" : $"{tags[0].Key}=\"{tags[0].Value}\"";
        lock (_gate)
        {
            if (!_series.TryGetValue((instrument.Name, label), out var series))
            {
                _series[(instrument.Name, label)] = series = new Series();
            }

            series.Record(value, replaces: instrument.IsObservable);
        }
    }

    private sealed class Series
    {
        public long[] Counts { get; } = new long[Bounds.Length + 1];

        public double Sum { get; private set; }

        public long Count { get; private set; }

        public void Record(double value, bool replaces)
        {
            Sum = replaces ? value : Sum + value;
            Count++;
            var place = Array.BinarySearch(Bounds, value);
            Counts[place < 0 ? ~place : place]++;
        }
    }
}
