using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Kuma.Domain.Common;

namespace Kuma.Infrastructure.Monitors;

/// <summary>How a monitor's settings lie in the columns <c>config</c> (readable) and <c>secrets</c> (encrypted).</summary>
internal static class MonitorConfigJson
{
    /// <summary>Fields that never leave the owner's socket (rows marked S in spec/monitors.md section 2).</summary>
    private static readonly HashSet<string> Secret = new(StringComparer.Ordinal)
    {
        nameof(MonitorSettings.Headers), nameof(MonitorSettings.Body), nameof(MonitorSettings.BasicAuthUser),
        nameof(MonitorSettings.BasicAuthPass), nameof(MonitorSettings.BearerToken), nameof(MonitorSettings.OauthClientId),
        nameof(MonitorSettings.OauthClientSecret), nameof(MonitorSettings.OauthTokenUrl), nameof(MonitorSettings.OauthScopes),
        nameof(MonitorSettings.OauthAudience), nameof(MonitorSettings.OauthAuthMethod), nameof(MonitorSettings.AuthDomain),
        nameof(MonitorSettings.AuthWorkstation), nameof(MonitorSettings.TlsCert), nameof(MonitorSettings.TlsKey),
        nameof(MonitorSettings.TlsCa), nameof(MonitorSettings.GamedigToken), nameof(MonitorSettings.MqttUsername),
        nameof(MonitorSettings.MqttPassword), nameof(MonitorSettings.MqttWebsocketPath), nameof(MonitorSettings.GrpcBody),
        nameof(MonitorSettings.GrpcMetadata), nameof(MonitorSettings.KafkaProducerSaslOptions), nameof(MonitorSettings.RabbitmqUsername),
        nameof(MonitorSettings.RabbitmqPassword), nameof(MonitorSettings.DatabaseConnectionString), nameof(MonitorSettings.RadiusUsername),
        nameof(MonitorSettings.RadiusSecret), nameof(MonitorSettings.RadiusPassword), nameof(MonitorSettings.SnmpV3Username),
    };

    private static readonly JsonSerializerOptions Readable = Options(property => !Secret.Contains(property));
    private static readonly JsonSerializerOptions Hidden = Options(Secret.Contains);
    private static readonly MonitorSettings Defaults = new();

    public static string Config(MonitorSettings settings) => JsonSerializer.Serialize(settings, Readable);

    /// <summary>The secret fields as JSON; <c>null</c> when all have their defaults.</summary>
    public static string? Secrets(MonitorSettings settings)
    {
        var json = JsonSerializer.Serialize(settings, Hidden);
        return json is "{}" ? null : json;
    }

    /// <summary>Reads both parts back. A field that neither holds has its default.</summary>
    public static MonitorSettings Read(string config, string? secrets)
    {
        if (secrets is null)
        {
            return JsonSerializer.Deserialize<MonitorSettings>(config, Readable) ?? Defaults;
        }

        // The two objects have no key in common: joined as text they are one.
        var joined = config.Length > 2 ? string.Concat(config.AsSpan(0, config.Length - 1), ",", secrets.AsSpan(1)) : secrets;
        return JsonSerializer.Deserialize<MonitorSettings>(joined, All) ?? Defaults;
    }

    private static readonly JsonSerializerOptions All = Options(_ => true);

    private static JsonSerializerOptions Options(Func<string, bool> keeps) => new()
    {
        PropertyNamingPolicy = null,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new IdConverter<MonitorId>(id => id.Value, value => new(value)), new IdConverter<ProxyId>(id => id.Value, value => new(value)),
            new IdConverter<DockerHostId>(id => id.Value, value => new(value)), new IdConverter<RemoteBrowserId>(id => id.Value, value => new(value)) },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver
        {
            Modifiers =
            {
                info =>
                {
                    for (var i = info.Properties.Count - 1; i >= 0 && info.Type == typeof(MonitorSettings); i--)
                    {
                        var property = info.Properties[i];
                        var fallback = property.Get!(Defaults);
                        if (!keeps(property.Name))
                        {
                            info.Properties.RemoveAt(i);
                        }
                        else
                        {
                            // What equals the default is not stored: rows stay small and a later default reaches old rows on purpose never,
                            // because defaults are part of the wire and do not change.
                            property.ShouldSerialize = (_, value) => !Equals(value, fallback);
                        }
                    }
                },
            },
        },
    };

    private sealed class IdConverter<T>(Func<T, int> get, Func<int, T> make) : JsonConverter<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => make(reader.GetInt32());

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteNumberValue(get(value));
    }
}
