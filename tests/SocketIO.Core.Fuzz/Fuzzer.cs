using System.Globalization;
using System.Text;

namespace SocketIO.Core.Fuzz;

/// <summary>What a run found.</summary>
internal sealed record FuzzReport(string Target, long Executions, TimeSpan Time, int Kept, string? Failure)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Target}: {Executions:N0} executions in {Time.TotalSeconds:N0} s, {Kept:N0} inputs with outcomes of their own, {Failure ?? "nothing found"}");
}

/// <summary>
/// Mutates the corpus with a seeded generator and keeps inputs that lead to outcomes not seen before. The same seed gives the same inputs.
/// </summary>
internal static class Fuzzer
{
    private const int MaxLength = 4096;
    private const int MaxKept = 4000;

    /// <summary>Pieces that random bytes would rarely hit.</summary>
    private static readonly byte[][] Words =
    [
        .. new[]
        {
            "{\"_placeholder\":true,\"num\":0}", "\"_placeholder\":true", "\"num\":1", "\"num\":-1", "\"num\":1e9", "51-", "52-", "61-", "510-", "5", "-", "/custom,",
            "/,", ",", "[", "]", "{", "}", "[[[[[[[[", "]]]]]]]]", "\"", "\\", "\\u0000", "\\ud800", "\"connect\"", "\"message\"", "\"message-with-ack\"",
            "\"ask-me\"", "\"burst\"", "\"kick\"", "0", "9007199254740993", "99999999999999999999", "1e400", "-0", "null", "true", "\u001e", "b", "bAQID", "40", "41",
            "42", "43", "44", "45", "46", "2probe", "é", "\u2028", " ", "\n",
        }.Select(Encoding.UTF8.GetBytes),
        [0xC3], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xFF], [0x81, 0xFE], [0x82, 0xFF], [0x01], [0x80], [0x88], [0x89], [0xC1], [0x7F], [0x00, 0x00, 0x00, 0x00],
    ];

    public static async Task<FuzzReport> RunAsync(IFuzzTarget target, TimeSpan time, int seed)
    {
        var random = new Random(seed);
        var corpus = Corpus.Load(target.Corpus);
        var outcomes = new HashSet<string>(StringComparer.Ordinal);
        foreach (var input in corpus)
        {
            outcomes.Add(await target.FeedAsync(input, random));
        }

        var start = TimeProvider.System.GetTimestamp();
        var executions = (long)corpus.Count;
        while (TimeProvider.System.GetElapsedTime(start) < time)
        {
            for (var i = 0; i < 100; i++)
            {
                var input = Mutate(corpus, random);
                executions++;
                try
                {
                    if (outcomes.Add(await target.FeedAsync(input, random)) && corpus.Count < MaxKept)
                    {
                        corpus.Add(input);
                    }
                }
                catch (Exception exception)
                {
                    return new FuzzReport(target.Name, executions, TimeProvider.System.GetElapsedTime(start), corpus.Count,
                        $"FOUND with seed {seed}, input {Convert.ToHexString(input)}: {exception}");
                }
            }
        }

        return new FuzzReport(target.Name, executions, TimeProvider.System.GetElapsedTime(start), corpus.Count, Failure: null);
    }

    private static byte[] Mutate(List<byte[]> corpus, Random random)
    {
        var bytes = new List<byte>(corpus[random.Next(corpus.Count)]);
        for (var count = 1 + random.Next(4); count > 0; count--)
        {
            var at = random.Next(bytes.Count + 1);
            switch (random.Next(8))
            {
                case 0 when at < bytes.Count:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1 when at < bytes.Count:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 2 when at < bytes.Count:
                    bytes.RemoveRange(at, Math.Min(bytes.Count - at, 1 + random.Next(8)));
                    break;
                case 3 when at < bytes.Count:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(bytes.Count - at, 1 + random.Next(32))));
                    break;
                case 4:
                    var other = corpus[random.Next(corpus.Count)];
                    var from = random.Next(other.Length + 1);
                    bytes.RemoveRange(at, bytes.Count - at);
                    bytes.AddRange(other[from..]);
                    break;
                case 5 when at < bytes.Count:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                default:
                    bytes.InsertRange(at, Words[random.Next(Words.Length)]);
                    break;
            }
        }

        return bytes.Count > MaxLength ? [.. bytes[..MaxLength]] : [.. bytes];
    }
}

/// <summary>
/// A file with one input per line: text in which <c>␞</c> is the record separator, or <c>hex:</c> and the bytes. Lines that begin with <c>#</c>
/// are comments. A finding is added as a line.
/// </summary>
internal static class Corpus
{
    public static List<byte[]> Load(string name) =>
    [
        .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "corpus", name))
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.StartsWith("hex:", StringComparison.Ordinal)
                ? Convert.FromHexString(line[4..].Replace(" ", string.Empty, StringComparison.Ordinal))
                : Encoding.UTF8.GetBytes(line.Replace('␞', '\x1e'))),
    ];
}
