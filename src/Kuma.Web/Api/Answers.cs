using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Kuma.Web.Api;

/// <summary>Makes the bodies that several routes share.</summary>
internal static class Answers
{
    public const string JsonType = "application/json; charset=utf-8";

    public static readonly string[] Reads = [HttpMethods.Get, HttpMethods.Head];

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static EncodedBody Json(Action<Utf8JsonWriter> write, int status = StatusCodes.Status200OK, bool forEveryOrigin = false) =>
        new(JsonType, JsonBytes(write), status) { ForEveryOrigin = forEveryOrigin };

    public static byte[] JsonBytes(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            write(writer);
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary><c>{"status":"fail","msg":…}</c>: 404 when the text says that something was not found, else 403.</summary>
    public static EncodedBody Fail(string message, bool forEveryOrigin = false) => Json(
        json => WriteFailure(json, message),
        message.Contains("not found", StringComparison.OrdinalIgnoreCase) ? StatusCodes.Status404NotFound : StatusCodes.Status403Forbidden,
        forEveryOrigin);

    public static void WriteFailure(Utf8JsonWriter json, string message)
    {
        json.WriteStartObject();
        json.WriteString("status"u8, "fail"u8);
        json.WriteString("msg"u8, message);
        json.WriteEndObject();
    }
}
