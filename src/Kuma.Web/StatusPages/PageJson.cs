using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Kuma.Application.Monitoring;
using Kuma.Application.StatusPages;
using Kuma.Domain.Heartbeats;
using Kuma.Web.Api;
using Kuma.Web.Contracts;

namespace Kuma.Web.StatusPages;

/// <summary>Writes a page's data as clients know it (spec/rest.md section 8, spec/status-pages.md sections 1 to 5).</summary>
internal sealed class PageJson(ILiveBoard board, IPageMaintenance maintenance, BeatPieces pieces)
{
    public void WriteData(Utf8JsonWriter json, PublicPage page)
    {
        json.WriteStartObject();
        json.WritePropertyName("config"u8);
        WriteConfig(json, page);
        json.WritePropertyName("incident"u8);
        if (page.Incidents is [var newest, ..])
        {
            WriteIncident(json, newest);
        }
        else
        {
            json.WriteNullValue();
        }

        json.WritePropertyName("incidents"u8);
        WriteIncidents(json, page.Incidents);
        json.WriteStartArray("publicGroupList"u8);
        foreach (var group in page.Groups)
        {
            WriteGroup(json, page, group);
        }

        json.WriteEndArray();
        json.WriteStartArray("maintenanceList"u8);
        foreach (var running in maintenance.Running(page.Id))
        {
            json.WriteRawValue(running.Json);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>The last beats without their texts, which may hold secrets, and the uptime of 24 hours.</summary>
    public void WriteHeartbeats(Utf8JsonWriter json, PublicPage page)
    {
        var members = page.Groups.SelectMany(group => group.Monitors).DistinctBy(monitor => monitor.Id).OrderBy(monitor => monitor.Id.Value).ToList();
        json.WriteStartObject();
        json.WriteStartObject("heartbeatList"u8);
        foreach (var monitor in members)
        {
            json.WritePropertyName(monitor.Id.Value.ToString(CultureInfo.InvariantCulture));
            json.WriteRawValue(pieces.Get(monitor.Id, "beats", Beats), skipInputValidation: true);
        }

        json.WriteEndObject();
        json.WriteStartObject("uptimeList"u8);
        foreach (var id in members.Select(monitor => monitor.Id))
        {
            json.WriteNumber(string.Create(CultureInfo.InvariantCulture, $"{id.Value}_24"), board.Uptime(id, UptimeWindow.Day).Uptime);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    public static void WriteManifest(Utf8JsonWriter json, PublicPage page)
    {
        json.WriteStartObject();
        json.WriteString("name"u8, page.Title);
        json.WriteString("start_url"u8, $"/status/{page.Slug}");
        json.WriteString("display"u8, "standalone"u8);
        json.WriteStartArray("icons"u8);
        json.WriteStartObject();
        json.WriteString("src"u8, page.Icon);
        json.WriteString("sizes"u8, "128x128"u8);
        json.WriteString("type"u8, "image/png"u8);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void WriteHistory(Utf8JsonWriter json, IncidentHistory history)
    {
        json.WriteStartObject();
        json.WriteBoolean("ok"u8, value: true);
        json.WritePropertyName("incidents"u8);
        WriteIncidents(json, history.Incidents);
        json.WriteNumber("total"u8, history.Total);
        json.WriteString("nextCursor"u8, HistoryCursor.Write(history.Next));
        json.WriteBoolean("hasMore"u8, history.HasMore);
        json.WriteEndObject();
    }

    /// <summary>The page as its editors see it: visitors' fields, id and domains.</summary>
    public static void WriteConfig(Utf8JsonWriter json, EditedPage page)
    {
        json.WriteStartObject();
        json.WriteNumber("id"u8, page.Page.Id.Value);
        WriteFields(json, page.Page);
        json.WriteString("googleAnalyticsId"u8, page.Page.AnalyticsType is "google" ? page.Page.AnalyticsId : null); // What 1.x calls it.
        json.WriteStartArray("domainNameList"u8);
        foreach (var domain in page.Domains)
        {
            json.WriteStringValue(domain);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void WriteIncidents(Utf8JsonWriter json, IReadOnlyList<PublicIncident> incidents)
    {
        json.WriteStartArray();
        foreach (var incident in incidents)
        {
            WriteIncident(json, incident);
        }

        json.WriteEndArray();
    }

    /// <summary>The same object inside a script element: no text can end the element or start a comment.</summary>
    public string ScriptLiteral(PublicPage page)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.Default }))
        {
            WriteData(json, page);
        }

        // Running maintenances are copied as they are, so the angle brackets of theirs are escaped here.
        return System.Text.Encoding.UTF8.GetString(buffer.WrittenSpan).Replace("<", "\\u003C").Replace(">", "\\u003E");
    }

    private static byte[] Beats(IReadOnlyList<Heartbeat> beats) => Answers.JsonBytes(json =>
    {
        json.WriteStartArray();
        foreach (var beat in beats)
        {
            json.WriteStartObject();
            json.WriteNumber("status"u8, (int)beat.Status);
            BeatWriter.WriteTime(json, "time"u8, beat.Time);
            json.WriteString("msg"u8, ""u8);
            WriteNumber(json, "ping"u8, beat.Ping);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    private static void WriteConfig(Utf8JsonWriter json, PublicPage page)
    {
        json.WriteStartObject();
        WriteFields(json, page);
        json.WriteEndObject();
    }

    private static void WriteFields(Utf8JsonWriter json, PublicPage page)
    {
        json.WriteString("slug"u8, page.Slug);
        json.WriteString("title"u8, page.Title);
        json.WriteString("description"u8, page.Description);
        json.WriteString("icon"u8, page.Icon.Length == 0 ? "/icon.svg" : page.Icon);
        json.WriteNumber("autoRefreshInterval"u8, page.AutoRefreshInterval);
        json.WriteString("theme"u8, page.Theme);
        json.WriteBoolean("published"u8, page.Published);
        json.WriteBoolean("showTags"u8, page.ShowTags);
        json.WriteString("customCSS"u8, page.CustomCss);
        json.WriteString("footerText"u8, page.FooterText);
        json.WriteBoolean("showPoweredBy"u8, page.ShowPoweredBy);
        json.WriteString("analyticsId"u8, page.AnalyticsId);
        json.WriteString("analyticsScriptUrl"u8, page.AnalyticsScriptUrl);
        json.WriteString("analyticsType"u8, page.AnalyticsType);
        json.WriteBoolean("showCertificateExpiry"u8, page.ShowCertificateExpiry);
        json.WriteBoolean("showOnlyLastHeartbeat"u8, page.ShowOnlyLastHeartbeat);
        json.WriteString("rssTitle"u8, page.RssTitle);
    }

    /// <summary>An incident; one that was just posted lacks the date of a change, as in the original, where others have none.</summary>
    public static void WriteIncident(Utf8JsonWriter json, PublicIncident incident, bool isNew = false)
    {
        json.WriteStartObject();
        json.WriteNumber("id"u8, incident.Id.Value);
        json.WriteString("style"u8, incident.Style);
        json.WriteString("title"u8, incident.Title);
        json.WriteString("content"u8, incident.Content);
        json.WriteBoolean("pin"u8, incident.Pin);
        json.WriteBoolean("active"u8, incident.Active);
        json.WriteString("createdDate"u8, Stamp(incident.CreatedAt));
        if (incident.UpdatedAt is not null || !isNew)
        {
            json.WriteString("lastUpdatedDate"u8, incident.UpdatedAt is { } updated ? Stamp(updated) : null);
        }

        json.WriteNumber("status_page_id"u8, incident.StatusPageId.Value);
        json.WriteEndObject();
    }

    private void WriteGroup(Utf8JsonWriter json, PublicPage page, PublicGroup group)
    {
        json.WriteStartObject();
        json.WriteNumber("id"u8, group.Id);
        json.WriteString("name"u8, group.Name);
        json.WriteNumber("weight"u8, group.Weight);
        json.WriteStartArray("monitorList"u8);
        foreach (var monitor in group.Monitors)
        {
            WriteMonitor(json, page, monitor);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void WriteMonitor(Utf8JsonWriter json, PublicPage page, PublicMonitor monitor)
    {
        json.WriteStartObject();
        json.WriteNumber("id"u8, monitor.Id.Value);
        json.WriteString("name"u8, monitor.Name);
        json.WriteNumber("sendUrl"u8, monitor.SendUrl ? 1 : 0);
        json.WriteString("type"u8, monitor.Type);
        if (monitor.SendUrl)
        {
            json.WriteString("url"u8, monitor.Url);
        }

        if (page.ShowTags)
        {
            json.WriteStartArray("tags"u8);
            foreach (var (id, tag) in monitor.Tags)
            {
                json.WriteStartObject();
                json.WriteNumber("id"u8, tag.TagId.Value);
                json.WriteNumber("monitor_id"u8, id.Value);
                json.WriteNumber("tag_id"u8, tag.TagId.Value);
                json.WriteString("value"u8, tag.Value);
                json.WriteString("name"u8, tag.Name);
                json.WriteString("color"u8, tag.Color);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        if (page.ShowCertificateExpiry)
        {
            if (CertificateFacts.Read(board.TlsInfo(monitor.Id)) is { Valid: true, DaysRemaining: not 0 } certificate)
            {
                json.WriteNumber("certExpiryDaysRemaining"u8, certificate.DaysRemaining);
                json.WriteBoolean("validCert"u8, value: true);
            }
            else
            {
                json.WriteString("certExpiryDaysRemaining"u8, ""u8);
                json.WriteBoolean("validCert"u8, value: false);
            }
        }

        json.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter json, ReadOnlySpan<byte> name, double? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static string Stamp(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
