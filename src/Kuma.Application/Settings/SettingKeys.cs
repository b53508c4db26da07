using System.Collections.Frozen;

namespace Kuma.Application.Settings;

/// <summary>The names of settings, as on the wire.</summary>
public static class SettingKeys
{
    public const string ServerTimezone = "serverTimezone";
    public const string EntryPage = "entryPage";
    public const string SearchEngineIndex = "searchEngineIndex";
    public const string PrimaryBaseUrl = "primaryBaseURL";
    public const string DisableAuth = "disableAuth";
    public const string TrustProxy = "trustProxy";
    public const string KeepDataPeriodDays = "keepDataPeriodDays";
    public const string TlsExpiryNotifyDays = "tlsExpiryNotifyDays";
    public const string DomainExpiryNotifyDays = "domainExpiryNotifyDays";
    public const string SteamApiKey = "steamAPIKey";
    public const string GlobalpingApiToken = "globalpingApiToken";
    public const string ChromeExecutable = "chromeExecutable";

    public const string JwtSecret = "jwtSecret";
    public const string InitServerTimezone = "initServerTimezone";
    public const string ApiKeysEnabled = "apiKeysEnabled";
    public const string RdapDnsData = "rdapDnsData";
    public const string WebPushPublicKey = "webpushPublicVapidKey";
    public const string WebPushPrivateKey = "webpushPrivateVapidKey";

    /// <summary>Settings that no client may read or write, also before their row exists.</summary>
    public static readonly FrozenSet<string> Internal = new[]
    {
        JwtSecret, InitServerTimezone, ApiKeysEnabled, RdapDnsData, "cloudflaredTunnelToken", WebPushPublicKey,
        WebPushPrivateKey, "database_version", "databasePatchedFiles", "migrateAggregateTableState",
    }.ToFrozenSet(StringComparer.Ordinal);
}
