using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Primitives;

namespace SocketIO.Core;

/// <summary>A dozen entries in one array, searched in order: an idle connection keeps one of these for its headers.</summary>
internal sealed class CompactDictionary(IEnumerable<KeyValuePair<string, StringValues>> entries, StringComparison comparison)
    : IReadOnlyDictionary<string, StringValues>
{
    private readonly KeyValuePair<string, StringValues>[] _entries = [.. entries];

    public int Count => _entries.Length;

    public IEnumerable<string> Keys => _entries.Select(entry => entry.Key);

    public IEnumerable<StringValues> Values => _entries.Select(entry => entry.Value);

    /// <summary>An absent name gives an empty value, as the header dictionary of ASP.NET Core does.</summary>
    public StringValues this[string key] => TryGetValue(key, out var value) ? value : StringValues.Empty;

    public bool ContainsKey(string key) => TryGetValue(key, out _);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out StringValues value)
    {
        foreach (var entry in _entries)
        {
            if (string.Equals(entry.Key, key, comparison))
            {
                value = entry.Value;
                return true;
            }
        }

        value = default;
        return false;
    }

    public IEnumerator<KeyValuePair<string, StringValues>> GetEnumerator() =>
        ((IEnumerable<KeyValuePair<string, StringValues>>)_entries).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _entries.GetEnumerator();
}
