using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using SocketIO.Core.Packets;

namespace SocketIO.Core.Fuzz;

/// <summary>
/// The Socket.IO decoder. What it takes must survive everything an application does with it, and must come back unchanged when it is sent
/// on: decoded, forwarded, decoded and forwarded again, the second text equals the first.
/// </summary>
internal sealed class PacketTarget : IFuzzTarget
{
    private readonly PacketEncoder _encoder = new(JsonSerializerOptions.Web);

    public string Name => "packets";

    public string Corpus => "packets.txt";

    public ValueTask<string> FeedAsync(byte[] input, Random random) => ValueTask.FromResult(Feed(input));

    private string Feed(byte[] input)
    {
        var decoder = new PacketDecoder(maxAttachments: 10, maxDepth: 64, maxBytes: 10_000);
        var outcome = new StringBuilder();
        foreach (var message in Split(input))
        {
            var isBinary = message.Length > 0 && message[0] == (byte)'b';
            if (!isBinary && !Utf8.IsValid(message))
            {
                // The transports let nothing else pass.
                return outcome.Append("utf8").ToString();
            }

            var status = isBinary ? decoder.AddBinary(message.AsSpan(1), out var packet) : decoder.AddText(message, out packet);
            outcome.Append(status switch { DecodeStatus.Complete => 'C', DecodeStatus.Incomplete => 'I', _ => 'X' });
            if (status == DecodeStatus.Invalid)
            {
                break;
            }

            if (status == DecodeStatus.Complete)
            {
                outcome.Append((int)packet.Type).Append(packet.Namespace.Length > 1 ? "n" : null).Append(packet.Id >= 0 ? "i" : null)
                    .Append(packet.Attachments.Length).Append('/').Append(packet.Placeholders.Length).Append('/').Append(Math.Min(packet.Values.Length, 12));
                Use(in packet);
            }
        }

        return outcome.ToString();
    }

    private static IEnumerable<byte[]> Split(byte[] input)
    {
        var start = 0;
        for (var i = 0; i <= input.Length; i++)
        {
            if (i == input.Length || input[i] == 0x1E)
            {
                yield return input[start..i];
                start = i + 1;
            }
        }
    }

    private void Use(in DecodedPacket packet)
    {
        if (packet.Type is PacketType.Connect or PacketType.ConnectError or PacketType.Disconnect)
        {
            if (packet.Json is { } json)
            {
                using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 64 });
            }

            return;
        }

        var isEvent = packet.Type is PacketType.Event or PacketType.BinaryEvent;
        var arguments = new SocketArguments(in packet, isEvent ? 1 : 0, _encoder.Options, 64);
        for (var i = -1; i <= arguments.Count; i++)
        {
            _ = arguments[i].ValueKind;
            _ = arguments.GetRawJson(i);
            _ = arguments.GetBinary(i);
            Try(() => arguments.Get<string>(i));
            Try(() => arguments.Get<byte[]>(i));
            Try(() => arguments.Get<Dictionary<string, object>>(i));
            Try(() => arguments.Get<JsonElement>(i));
        }

        var name = isEvent ? SocketEvent.ReadName(packet.Json.AsSpan(packet.Values[0], packet.Values[1] - packet.Values[0])) : string.Empty;
        var first = Encode(isEvent, packet.Id, name, arguments);
        var again = Decode(first);
        var second = Encode(isEvent, packet.Id, name, new SocketArguments(in again, isEvent ? 1 : 0, _encoder.Options, 64));
        if (!first.Text.Span.SequenceEqual(second.Text.Span) || !first.Attachments.SelectMany(bytes => bytes).SequenceEqual(second.Attachments.SelectMany(bytes => bytes)))
        {
            throw new InvalidOperationException($"Sent on, {Encoding.UTF8.GetString(first.Text.Span)} became {Encoding.UTF8.GetString(second.Text.Span)}.");
        }

        first.Release();
        second.Release();
    }

    private EncodedPacket Encode(bool isEvent, long id, string name, SocketArguments arguments) =>
        isEvent ? _encoder.Event("/x"u8, id, "e" + name, arguments.Forward) : _encoder.Ack("/x"u8, Math.Max(id, 0), arguments.Forward);

    private static DecodedPacket Decode(EncodedPacket packet)
    {
        var decoder = new PacketDecoder(maxAttachments: 100, maxDepth: 65, maxBytes: 100_000);
        var status = decoder.AddText(packet.Text.Span[1..], out var decoded);
        foreach (var attachment in packet.Attachments)
        {
            status = decoder.AddBinary(attachment, out decoded);
        }

        return status == DecodeStatus.Complete
            ? decoded
            : throw new InvalidOperationException($"Sent on, the packet was {status}: {Encoding.UTF8.GetString(packet.Text.Span)}.");
    }

    private static void Try(Action convert)
    {
        try
        {
            convert();
        }
        catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException)
        {
            // The JSON does not fit the type, which handlers are told by these.
        }
    }
}
