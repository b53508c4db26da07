using System.Globalization;
using System.Text.Json.Nodes;
using MongoDB.Bson;

namespace Kuma.Infrastructure.Checkers.Mongo;

/// <summary>A reply of the server as plain JSON: ids in hex, times in ISO 8601, numbers as numbers.</summary>
internal static class BsonJson
{
    public static JsonNode? Of(BsonValue value) => value switch
    {
        BsonDocument document => new JsonObject(document.Select(element => KeyValuePair.Create(element.Name, Of(element.Value)))),
        BsonArray array => new JsonArray([.. array.Select(Of)]),
        BsonNull or BsonUndefined => null,
        BsonBoolean yes => JsonValue.Create(yes.Value),
        BsonInt32 number => JsonValue.Create(number.Value),
        BsonInt64 number => JsonValue.Create(number.Value),
        BsonDouble number when double.IsFinite(number.Value) => JsonValue.Create(number.Value),
        BsonDecimal128 number => JsonValue.Create(number.Value.ToString()),
        BsonDateTime time => JsonValue.Create(Instant(time)),
        BsonBinaryData bytes => JsonValue.Create(Convert.ToBase64String(bytes.Bytes)),
        _ => JsonValue.Create(value.ToString()),
    };

    private static string Instant(BsonDateTime time) =>
        DateTimeOffset.FromUnixTimeMilliseconds(time.MillisecondsSinceEpoch).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
