using System.Collections.Frozen;

namespace Kuma.Infrastructure.Domains;

/// <summary>
/// The suffixes under which registries sell names (publicsuffix.org, its ICANN section): <c>com</c>, <c>co.uk</c>. Read when it is first
/// asked for.
/// </summary>
internal sealed class PublicSuffixes
{
    private readonly Lazy<FrozenSet<string>> _rules = new(Read);

    /// <summary>The longest suffix of <paramref name="host"/> that a rule names; <c>null</c> when no rule does.</summary>
    /// <param name="host">Lower case, in ASCII form, without a dot at the end.</param>
    public string? Of(string host)
    {
        for (var suffix = host; ; suffix = After(suffix))
        {
            if (_rules.Value.Contains('!' + suffix))
            {
                return After(suffix);
            }

            if (_rules.Value.Contains(suffix) || (suffix.Contains('.', StringComparison.Ordinal) && _rules.Value.Contains("*." + After(suffix))))
            {
                return suffix;
            }

            if (!suffix.Contains('.', StringComparison.Ordinal))
            {
                return null;
            }
        }
    }

    private static string After(string name) => name[(name.IndexOf('.', StringComparison.Ordinal) + 1)..];

    private static FrozenSet<string> Read()
    {
        using var stream = typeof(PublicSuffixes).Assembly.GetManifestResourceStream(typeof(PublicSuffixes), "public-suffixes.txt")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd()
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => !line.StartsWith("//", StringComparison.Ordinal))
            .ToFrozenSet(StringComparer.Ordinal);
    }
}
