using System.Text.Json.Nodes;
using Kuma.Application.Monitoring;

namespace Kuma.Web.Contracts;

/// <summary>Writes the buckets of a chart, under the names of 2.x and those of the older description.</summary>
internal static class ChartWriter
{
    public static JsonArray Write(IEnumerable<UptimeBucket> buckets) => new([.. buckets.Select(Bucket)]);

    private static JsonNode Bucket(UptimeBucket bucket)
    {
        var written = new JsonObject
        {
            ["up"] = bucket.Up,
            ["down"] = bucket.Down,
            ["avgPing"] = bucket.AveragePing,
            ["minPing"] = bucket.MinPing,
            ["maxPing"] = bucket.MaxPing,
            ["ping"] = bucket.AveragePing,
            ["pingMin"] = bucket.MinPing,
            ["pingMax"] = bucket.MaxPing,
            ["timestamp"] = bucket.Start,
        };
        if (bucket.Maintenance > 0)
        {
            written["maintenance"] = bucket.Maintenance; // Charts paint the bucket blue when the key is there, even when it is 0.
        }

        return written;
    }
}
