using System.Text.Json;

namespace Kuma.Web.Sockets;

/// <summary>Tolerant reads of what clients send.</summary>
internal static class JsonElementExtensions
{
    private static readonly JsonElement Null = JsonElement.Parse("null");

    /// <summary>The member of an object; JSON null when it is missing or the value is no object.</summary>
    public static JsonElement Field(this JsonElement value, string name) =>
        value.ValueKind is JsonValueKind.Object && value.TryGetProperty(name, out var field) ? field : Null;

    /// <summary>The text of a member; <c>null</c> when it is anything else.</summary>
    public static string? TextField(this JsonElement value, string name) =>
        value.Field(name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    /// <summary>What JavaScript takes for true: anything but false, 0, the empty text and nothing.</summary>
    public static bool IsTruthy(this JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True or JsonValueKind.Object or JsonValueKind.Array => true,
        JsonValueKind.Number => value.GetDouble() != 0,
        JsonValueKind.String => value.GetString() is not "",
        _ => false,
    };

    /// <summary>Whether a member says yes: true, or a number other than 0.</summary>
    public static bool IsOn(this JsonElement value, string name) =>
        value.Field(name) is var field
        && (field.ValueKind is JsonValueKind.True || (field.ValueKind is JsonValueKind.Number && field.GetDouble() != 0));
}
