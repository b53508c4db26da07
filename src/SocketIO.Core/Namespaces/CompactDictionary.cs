using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Primitives;

namespace SocketIO.Core;

/// <summary>A dozen entries in one array, searched in order: an idle connection keeps one of these for its headers.</summary>
internal sealed class CompactDictionary(KeyValuePair<string, StringValues>[] entries, StringComparison comparison)
    : IReadOnlyDictionary<string, StringValues>
{
    public int Count => entries.Length;

    public IEnumerable<string> Keys => entries.Select(entry => entry.Key);

    public IEnumerable<StringValues> Values => entries.Select(entry => entry.Value);

    /// <summary>An absent name gives an empty value, as the header dictionary of ASP.NET Core does.</summary>
    public StringValues this[string key] => TryGetValue(key, out var value) ? value : StringValues.Empty;

    public bool ContainsKey(string key) => TryGetValue(key, out _);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out StringValues value)
    {
        foreach (var entry in entries)
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
        entries.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => entries.GetEnumerator();
}
