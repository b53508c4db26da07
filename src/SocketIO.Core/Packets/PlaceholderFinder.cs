using System.Text.Json;

namespace SocketIO.Core.Packets;

/// <summary>Finds the placeholders of binary attachments in one pass, however deep the JSON is nested.</summary>
internal static class PlaceholderFinder
{
    /// <summary>Returns the placeholders from left to right. An object with <c>_placeholder: true</c> hides what is inside it.</summary>
    public static PlaceholderSpan[] Find(ReadOnlySpan<byte> json, int maxDepth)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = maxDepth });
        var found = new List<PlaceholderSpan>();
        var open = new Stack<Candidate>();
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    open.Push(new Candidate((int)reader.TokenStartIndex));
                    break;
                case JsonTokenType.PropertyName when JsonNames.Is(in reader, "_placeholder"u8):
                    reader.Read();
                    open.Peek().IsMarked = reader.TokenType == JsonTokenType.True;
                    PushIfObject(ref reader, open);
                    break;
                case JsonTokenType.PropertyName when JsonNames.Is(in reader, "num"u8):
                    reader.Read();
                    open.Peek().Number = reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var number) ? number : -1;
                    PushIfObject(ref reader, open);
                    break;
                case JsonTokenType.EndObject:
                    Close(open.Pop(), (int)reader.BytesConsumed, found);
                    break;
                default:
                    break;
            }
        }

        return [.. found];
    }

    private static void PushIfObject(ref Utf8JsonReader reader, Stack<Candidate> open)
    {
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            open.Push(new Candidate((int)reader.TokenStartIndex));
        }
    }

    private static void Close(Candidate candidate, int end, List<PlaceholderSpan> found)
    {
        if (!candidate.IsMarked)
        {
            return;
        }

        while (found.Count > 0 && found[^1].Start > candidate.Start)
        {
            found.RemoveAt(found.Count - 1);
        }

        found.Add(new PlaceholderSpan(candidate.Start, end, candidate.Number));
    }

    private sealed class Candidate(int start)
    {
        public int Start { get; } = start;

        public bool IsMarked { get; set; }

        public int Number { get; set; } = -1;
    }
}
