using System.Globalization;
using System.Text;
using Kuma.Application.Monitoring;
using Kuma.Application.Monitors;
using Kuma.Domain.Common;
using Kuma.Web.StatusPages;

namespace Kuma.Web.Metrics;

/// <summary>Writes the six families of monitors in the Prometheus text format (spec/engine.md section 13).</summary>
internal static class MonitorFamilies
{
    private static readonly (string Label, UptimeWindow Window)[] Windows =
        [("1d", UptimeWindow.Day), ("30d", UptimeWindow.Month), ("365d", UptimeWindow.Year)];

    /// <summary>The families in the order that clients know; a monitor that is paused or has no beat yet has no series.</summary>
    public static byte[] Write(IMonitorDirectory directory, ILiveBoard board, TagLabels tags)
    {
        var series = (
            from monitor in directory.All
            where monitor.Active && directory.AncestorsOf(monitor.Id).All(ancestor => ancestor.Active)
            let last = board.Last(monitor.Id)
            where last is not null
            select new Series(monitor.Id, Labels(monitor, tags), (int)last.Status, last.Ping)).ToList();
        var certificates = (
            from one in series
            let certificate = CertificateFacts.Read(board.TlsInfo(one.Id))
            where certificate is not null
            select (one.Labels, Days: certificate.DaysRemaining, certificate.Valid)).ToList();
        var figures = (
            from one in series
            from window in Windows
            select (Labels: $"{one.Labels},window=\"{window.Label}\"", Figure: board.Uptime(one.Id, window.Window))).ToList();

        var text = new StringBuilder(512 * (series.Count + 4));
        Family(text, "monitor_cert_days_remaining", "The number of days remaining until the certificate expires",
            certificates.Select(one => (one.Labels, (double)one.Days)));
        Family(text, "monitor_cert_is_valid", "Is the certificate still valid? (1 = Yes, 0= No)",
            certificates.Select(one => (one.Labels, one.Valid ? 1.0 : 0.0)));
        Family(text, "monitor_uptime_ratio",
            "Uptime ratio calculated over sliding window specified by the 'window' label. (0.0 - 1.0)",
            figures.Select(one => (one.Labels, one.Figure.Uptime)));
        Family(text, "monitor_response_time_seconds",
            "Average response time in seconds calculated over sliding window specified by the 'window' label",
            figures.Select(one => (one.Labels, (one.Figure.AveragePing ?? 0) / 1000)));
        Family(text, "monitor_response_time", "Monitor Response Time (ms)", series.Select(one => (one.Labels, one.Ping ?? -1)));
        Family(text, "monitor_status", "Monitor Status (1 = UP, 0= DOWN, 2= PENDING, 3= MAINTENANCE)",
            series.Select(one => (one.Labels, (double)one.Status)));
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void Family(StringBuilder text, string name, string help, IEnumerable<(string Labels, double Value)> series)
    {
        text.Append("# HELP ").Append(name).Append(' ').Append(help).Append('\n')
            .Append("# TYPE ").Append(name).Append(" gauge\n");
        foreach (var (labels, value) in series)
        {
            text.Append(name).Append('{').Append(labels).Append("} ")
                .Append(double.IsNaN(value) ? "Nan" : value.ToString("R", CultureInfo.InvariantCulture)).Append('\n');
        }

        text.Append('\n');
    }

    private static string Labels(Monitor monitor, TagLabels tags)
    {
        var settings = monitor.Settings;
        var text = new StringBuilder(200);
        foreach (var (name, value) in tags.Of(monitor.Id))
        {
            Label(text, name, value);
        }

        Label(text, "monitor_id", monitor.Id.Value.ToString(CultureInfo.InvariantCulture));
        Label(text, "monitor_name", settings.Name);
        Label(text, "monitor_type", settings.Type);
        Label(text, "monitor_url", settings.Url);
        Label(text, "monitor_hostname", settings.Hostname);
        Label(text, "monitor_port", settings.Port?.ToString(CultureInfo.InvariantCulture));
        return text.ToString();
    }

    private static void Label(StringBuilder text, string name, string? value)
    {
        if (text.Length > 0)
        {
            text.Append(',');
        }

        text.Append(name).Append("=\"")
            .Append((value ?? "null").Replace("\\", @"\\").Replace("\n", @"\n").Replace("\"", "\\\""))
            .Append('"');
    }

    private sealed record Series(MonitorId Id, string Labels, int Status, double? Ping);
}
