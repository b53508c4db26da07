using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Kuma.Application.Monitoring;
using Kuma.Application.Settings;
using Kuma.Domain.Heartbeats;
using Kuma.Domain.Monitors;
using Kuma.Infrastructure.Checkers.Http;

namespace Kuma.Infrastructure.Checkers.Globalping;

/// <summary>A ping, an HTTP request or a DNS query from a probe somewhere in the world (spec/monitors.md section 5.25).</summary>
internal sealed class GlobalpingChecker(
    GlobalpingApi api, ISettingStore settingStore, OauthTokens tokens, JsonQuery queries, TimeProvider time) : IChecker
{
    private static readonly TimeSpan RegexLimit = TimeSpan.FromSeconds(1);

    public string Type => "globalping";

    public async Task<CheckOutcome> CheckAsync(Monitor monitor, CancellationToken cancellationToken)
    {
        var settings = monitor.Settings;
        if (settings.Subtype is not ("ping" or "http" or "dns"))
        {
            throw new CheckFailedException($"Unknown Globalping check: {settings.Subtype}");
        }

        var token = await settingStore.TextAsync("globalpingApiToken", cancellationToken);
        using var http = settings.Subtype is "http" ? await RequestAsync(settings, cancellationToken) : null;
        using var deadline = new Deadline(BeatPolicy.Timeout(settings), time, cancellationToken);
        try
        {
            var measured = await api.MeasureAsync(GlobalpingRequests.Of(settings, http), token, deadline.Token);
            return Judge(settings, new ProbeResult(measured), http);
        }
        catch (OperationCanceledException e) when (deadline.Passed)
        {
            throw new CheckFailedException("Globalping has no result in time", e);
        }
    }

    private async Task<HttpRequestMessage> RequestAsync(MonitorSettings settings, CancellationToken cancellationToken)
    {
        var request = GlobalpingRequests.Http(settings);
        if (settings.AuthMethod is "oauth2-cc")
        {
            GlobalpingRequests.Set(request, "Authorization", await tokens.GetAsync(settings, cancellationToken));
        }

        GlobalpingRequests.AddUserHeaders(request, settings.Headers);
        return request;
    }

    private CheckOutcome Judge(MonitorSettings settings, ProbeResult result, HttpRequestMessage? http) => settings.Subtype switch
    {
        _ when result.Status is "failed" => throw result.Failed(),
        "ping" => result.Result["timings"] is JsonArray { Count: > 0 }
            ? CheckOutcome.Up($"{result.Prefix}OK", result.Number("stats", "avg") ?? 0)
            : throw result.Failed(),
        "dns" => JudgeDns(settings, result),
        _ => JudgeHttp(settings, result, http!),
    };

    private static CheckOutcome JudgeDns(MonitorSettings settings, ProbeResult result)
    {
        var ping = result.Number("timings", "total");
        string[] answers = [.. (result.Result["answers"] as JsonArray ?? []).Select(answer => answer?["value"]?.ToString() ?? "")];
        if (answers.Length == 0)
        {
            var none = $"No records found. {result.Result["statusCodeName"]}";
            return CheckOutcome.Up($"{result.Prefix}{none}", ping) with { DnsResult = none };
        }

        var joined = string.Join(" | ", answers);
        return string.IsNullOrEmpty(settings.Keyword) || answers.Any(answer => Matches(answer, settings.Keyword))
            ? CheckOutcome.Up($"{result.Prefix}{joined}", ping) with { DnsResult = joined }
            : CheckOutcome.Failed($"{result.Prefix}No record matched. {joined}", ping) with { DnsResult = joined };
    }

    private static bool Matches(string answer, string pattern)
    {
        try
        {
            return Regex.IsMatch(answer, pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, RegexLimit);
        }
        catch (ArgumentException e)
        {
            throw new CheckFailedException($"Invalid regular expression: {e.Message}", e);
        }
        catch (RegexMatchTimeoutException e)
        {
            throw new CheckFailedException("The regular expression takes too long", e);
        }
    }

    private CheckOutcome JudgeHttp(MonitorSettings settings, ProbeResult result, HttpRequestMessage http)
    {
        var ping = result.Number("timings", "total") ?? 0;
        var code = (int)(result.Number("statusCode") ?? 0);
        var raw = result.Result["rawOutput"]?.ToString() ?? "";
        if (!AcceptedStatusCodes.Contain(settings.AcceptedStatusCodes, code))
        {
            throw new CheckFailedException(Text($"{result.Prefix}Status code {code} not accepted. Output: {raw}")) { Ping = ping };
        }

        if (!string.IsNullOrEmpty(settings.Keyword))
        {
            return CheckOutcome.Up(Keyword(settings, Text($"{result.Prefix}{code} - {result.Result["statusCodeName"]}"), raw), ping);
        }

        if (!string.IsNullOrEmpty(settings.ExpectedValue))
        {
            var verdict = queries.Judge(settings, result.Result["rawBody"]?.ToString() ?? raw);
            return verdict.Passes
                ? CheckOutcome.Up($"{result.Prefix}{verdict.Message}", ping)
                : throw new CheckFailedException($"{result.Prefix}{verdict.Message}") { Ping = ping };
        }

        var tls = result.Result["tls"] as JsonObject;
        if (tls is not null && http.RequestUri!.Scheme is "https" && !settings.IgnoreTls && tls["authorized"] is JsonValue value && value.TryGetValue<bool>(out var trusted) && !trusted)
        {
            throw new CheckFailedException($"{result.Prefix}TLS certificate is not authorized: {tls["error"]}") { Ping = ping, Tls = Facts(tls) };
        }

        return CheckOutcome.Up($"{result.Prefix}OK", ping) with { Tls = tls is null ? null : Facts(tls) };
    }

    private static string Keyword(MonitorSettings settings, string status, string raw)
    {
        var found = raw.Contains(settings.Keyword!, StringComparison.Ordinal);
        return found != settings.InvertKeyword
            ? $"{status}, keyword {(found ? "is" : "not")} found"
            : throw new CheckFailedException($"{status}, but keyword {(found ? "is present" : "is not")} in [{Excerpts.Of(raw)}]");
    }

    /// <summary>The reduced facts that the original keeps (spec/engine.md section 8).</summary>
    private TlsFacts? Facts(JsonObject tls)
    {
        if (!DateTimeOffset.TryParse(tls["expiresAt"]?.ToString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var validTo))
        {
            return null;
        }

        var days = (int)Math.Round((validTo - time.GetUtcNow()).TotalDays);
        var fingerprint = tls["fingerprint256"]?.ToString() ?? "";
        var valid = tls["authorized"] is JsonValue value && value.TryGetValue<bool>(out var trusted) && trusted;
        var json = new JsonObject
        {
            ["valid"] = valid,
            ["certInfo"] = new JsonObject
            {
                ["subject"] = tls["subject"]?.DeepClone(),
                ["issuer"] = tls["issuer"]?.DeepClone(),
                ["validTo"] = tls["expiresAt"]!.ToString(),
                ["daysRemaining"] = days,
                ["fingerprint"] = fingerprint,
                ["fingerprint256"] = fingerprint,
                ["certType"] = "",
            },
        };
        var name = tls["subject"]?["CN"]?.ToString() ?? "";
        return new TlsFacts(json.ToJsonString(), valid, fingerprint, days, validTo, [new TlsCertificate(name, "", days, fingerprint)]);
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>One probe's result.</summary>
    private sealed class ProbeResult(JsonObject measured)
    {
        public JsonObject Result { get; } = measured["result"] as JsonObject ?? [];

        public string? Status => Result["status"]?.ToString();

        /// <summary>Where the probe stands.</summary>
        public string Prefix { get; } = Place(measured["probe"] as JsonObject ?? []);

        public double? Number(params ReadOnlySpan<string> path)
        {
            JsonNode? node = Result;
            foreach (var key in path)
            {
                node = (node as JsonObject)?[key];
            }

            return node is JsonValue value && value.TryGetValue<double>(out var number) ? number : null;
        }

        public CheckFailedException Failed() => new($"{Prefix}Failed: {Result["rawOutput"]}");

        private static string Place(JsonObject probe)
        {
            var state = probe["state"]?.ToString() is { Length: > 0 } name ? $" ({name})" : "";
            var tag = (probe["tags"] as JsonArray ?? []).Select(one => one?.ToString() ?? "").FirstOrDefault(one => one.Length > 0 && char.IsAsciiDigit(one[^1]));
            return $"{probe["city"]}{state}, {probe["country"]}, {probe["continent"]}, {probe["network"]} (AS{probe["asn"]}){(tag is null ? "" : $", ({tag})")} : ";
        }
    }
}
