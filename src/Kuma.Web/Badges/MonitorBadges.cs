using System.Globalization;
using Kuma.Application.Monitoring;
using Kuma.Domain.Common;
using Kuma.Domain.Heartbeats;
using Kuma.Web.StatusPages;

namespace Kuma.Web.Badges;

/// <summary>What the badges of one public monitor say (spec/rest.md section 6).</summary>
internal sealed class MonitorBadges(ILiveBoard board, TimeProvider time)
{
    private const string Up = "#66c20a";
    private const string Down = "#c2290a";

    public Badge Status(MonitorId id, BadgeQuery query)
    {
        var label = query.Text("label") ?? "Status";
        var status = query.Text("value") is { } value ? BadgeQuery.LeadingInteger(value) : (int?)board.Last(id)?.Status;
        (string Name, string Text, string Color)? look = (HeartbeatStatus?)status switch
        {
            HeartbeatStatus.Down => ("down", "Down", Down),
            HeartbeatStatus.Up => ("up", "Up", Up),
            HeartbeatStatus.Pending => ("pending", "Pending", "#f8a306"),
            HeartbeatStatus.Maintenance => ("maintenance", "Maintenance", "#1747f5"),
            _ => null,
        };
        return look is { } known
            ? new Badge(label, query.Text($"{known.Name}Label") ?? known.Text, query.Text($"{known.Name}Color") ?? known.Color, LabelColor: null, query.Style)
            : Badge.NotAvailable(query.Style, label);
    }

    public Badge Uptime(MonitorId id, BadgeDuration duration, BadgeQuery query)
    {
        var ratio = query.Value ?? board.Uptime(id, duration.Window).Uptime;
        var labelSuffix = query.Text("labelSuffix") ?? "h";
        return new Badge(
            query.Text("labelPrefix") + (query.Text("label") ?? $"Uptime ({duration.Short}{labelSuffix})"),
            query.Text("prefix") + Percent(ratio) + (query.Text("suffix") ?? "%"),
            query.Color ?? BadgeColors.OfRatio(ratio),
            query.LabelColor,
            query.Style);
    }

    public Badge Ping(MonitorId id, BadgeDuration duration, BadgeQuery query)
    {
        var ping = query.Value ?? board.Uptime(id, duration.Window).AveragePing;
        var labelSuffix = query.Text("labelSuffix") ?? "h";
        return Milliseconds(query.Text("labelPrefix") + (query.Text("label") ?? $"Avg. Ping ({duration.Short}{labelSuffix})"), ping, query);
    }

    public Badge AverageResponse(MonitorId id, string? asked, BadgeQuery query)
    {
        if (Hours(asked) is not { } hours || AverageOfAll(id, hours) is not { } average || Math.Truncate(average) == 0)
        {
            return Badge.NotAvailable(query.Style);
        }

        var label = query.Text("labelPrefix") + (query.Text("label") ?? $"Avg. Response ({hours}h)") + query.Text("labelSuffix");
        return Milliseconds(label, query.Value ?? average, query);
    }

    public Badge Response(MonitorId id, BadgeQuery query)
    {
        if (board.Last(id)?.Ping is not { } ping || ping == 0)
        {
            return Badge.NotAvailable(query.Style);
        }

        var label = query.Text("labelPrefix") + (query.Text("label") ?? "Response") + query.Text("labelSuffix");
        return Milliseconds(label, query.Value ?? ping, query);
    }

    public Badge CertificateExpiry(MonitorId id, BadgeQuery query)
    {
        var downColor = query.Text("downColor") ?? Down;
        if (CertificateFacts.Read(board.TlsInfo(id)) is not { } certificate)
        {
            return new Badge("", "No/Bad Cert", "#999", LabelColor: null, query.Style);
        }

        if (!certificate.Valid)
        {
            return new Badge("", "Bad Cert", downColor, LabelColor: null, query.Style);
        }

        var days = Math.Truncate(query.Value ?? certificate.DaysRemaining);
        var color =
            days > (query.Threshold("warnDays") ?? 14) ? query.Text("upColor") ?? Up
            : days > (query.Threshold("downDays") ?? 7) ? query.Text("warnColor") ?? "#eed202"
            : downColor;
        var asDate = !string.IsNullOrEmpty(query.Text("date"));
        var value = asDate ? certificate.ValidTo : Number(days);
        return new Badge(
            query.Text("labelPrefix") + (query.Text("label") ?? "Cert Exp.") + query.Text("labelSuffix"),
            query.Text("prefix") + value + (query.Text("suffix") ?? (asDate ? "" : " days")),
            color,
            query.LabelColor,
            query.Style);
    }

    /// <summary>A ratio in per cent with four significant digits, as JavaScript prints it.</summary>
    internal static string Percent(double ratio)
    {
        var percent = ratio * 100;
        if (double.IsNaN(percent))
        {
            return "NaN";
        }

        if (double.IsInfinity(percent))
        {
            return percent > 0 ? "Infinity" : "-Infinity";
        }

        var scientific = percent.ToString("E3", CultureInfo.InvariantCulture);
        var mark = scientific.IndexOf('E', StringComparison.Ordinal);
        var exponent = int.Parse(scientific.AsSpan(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return exponent is >= -6 and < 4
            ? percent.ToString($"F{3 - exponent}", CultureInfo.InvariantCulture)
            : $"{scientific[..mark]}e{(exponent < 0 ? "-" : "+")}{Math.Abs(exponent)}";
    }

    /// <summary>
    /// The average of every response time, also of beats that are not UP, as far as the beats in memory reach; over longer spans that of the
    /// statistics, which know UP alone.
    /// </summary>
    private double? AverageOfAll(MonitorId id, int hours)
    {
        var beats = board.Recent(id);
        var since = time.GetUtcNow() - TimeSpan.FromHours(hours);
        return beats.Count < ILiveBoard.RecentLength || beats[0].Time <= since
            ? beats.Where(beat => beat.Time > since).Average(beat => beat.Ping)
            : board.Uptime(id, new UptimeWindow(BucketSize.Hour, hours)).AveragePing;
    }

    private static Badge Milliseconds(string label, double? ping, BadgeQuery query) => new(
        label,
        query.Text("prefix") + Number(ping is { } value ? Math.Truncate(value) : null) + (query.Text("suffix") ?? "ms"),
        query.Color ?? "blue",
        query.LabelColor,
        query.Style);

    /// <summary>A number; nothing for 0 and for what is none.</summary>
    private static string Number(double? value) =>
        value is null or 0 || double.IsNaN(value.Value) ? "" : value.Value.ToString("F0", CultureInfo.InvariantCulture);

    private static int? Hours(string? asked) =>
        string.IsNullOrEmpty(asked) ? 24 : BadgeQuery.LeadingInteger(asked) is { } hours and > 0 ? Math.Min(hours, 720) : null;
}
