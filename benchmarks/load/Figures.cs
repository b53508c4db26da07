using System.Globalization;

namespace Kuma.Load;

/// <summary>Prints what was measured, one figure a line.</summary>
internal static class Figures
{
    public static void Print(string name, FormattableString value) =>
        Console.WriteLine($"{name,-34} {value.ToString(CultureInfo.InvariantCulture)}");

    /// <summary>The value below which <paramref name="share"/> of the sorted values lie.</summary>
    public static double Percentile(List<double> sorted, double share) =>
        sorted.Count == 0 ? 0 : sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * share))];

    /// <summary>An upper bound of the percentile from a Prometheus histogram, counted since <paramref name="before"/>.</summary>
    public static double HistogramBound(string before, string after, string family, double share)
    {
        var counts = Buckets(after, family).Zip(Buckets(before, family).Concat(Enumerable.Repeat((Bound: 0.0, Count: 0L), 100)),
            (now, then) => (now.Bound, Count: now.Count - then.Count)).ToList();
        var total = counts.Count == 0 ? 0 : counts[^1].Count;
        return counts.FirstOrDefault(bucket => bucket.Count >= total * share, (Bound: double.NaN, Count: 0L)).Bound;
    }

    /// <summary>The sum of all samples of a family.</summary>
    public static double Sum(string metrics, string family) => Samples(metrics, family).Sum(sample => sample.Value);

    private static IEnumerable<(double Bound, long Count)> Buckets(string metrics, string family) =>
        Samples(metrics, family + "_bucket").Select(sample =>
        {
            var le = sample.Labels.Split("le=\"")[1].Split('"')[0];
            return (le is "+Inf" ? double.PositiveInfinity : double.Parse(le, CultureInfo.InvariantCulture), (long)sample.Value);
        });

    private static IEnumerable<(string Labels, double Value)> Samples(string metrics, string family) =>
        from line in metrics.Split('\n')
        where line.Length > family.Length && line.StartsWith(family, StringComparison.Ordinal) && line[family.Length] is '{' or ' '
        let blank = line.LastIndexOf(' ')
        select (line[family.Length..blank], double.Parse(line[blank..], CultureInfo.InvariantCulture));
}
