using System.Text.Json;

namespace Kuma.Infrastructure.Checkers;

/// <summary>
/// Expressions such as <c>$</c> or <c>status.database.ok</c>, followed without a script engine: most monitors ask no more, and it is a thousand times
/// cheaper. Anything else, arrays on the way included, is left to JSONata.
/// </summary>
internal static class SimplePath
{
    /// <summary>Follows a path of plain names through objects.</summary>
    /// <param name="found">The value, of kind Undefined when there is none.</param>
    /// <returns>False when this is no such path, or the JSON has something else on it.</returns>
    public static bool TryFollow(JsonElement root, string expression, out JsonElement found)
    {
        found = root;
        var path = expression.AsSpan().Trim();
        if (path is [])
        {
            return true;
        }

        if (path is "$")
        {
            return root.ValueKind is not JsonValueKind.Array;
        }

        path = path.StartsWith("$.") ? path[2..] : path;
        foreach (var range in path.Split('.'))
        {
            var name = path[range];
            if (!IsName(name) || found.ValueKind is not JsonValueKind.Object)
            {
                return false;
            }

            if (!found.TryGetProperty(name, out found))
            {
                found = default;
                return range.End.GetOffset(path.Length) == path.Length;
            }
        }

        return found.ValueKind is not JsonValueKind.Array;
    }

    private static bool IsName(ReadOnlySpan<char> name)
    {
        if (name is [] or "and" or "or" or "in" or "true" or "false" or "null" || char.IsAsciiDigit(name[0]))
        {
            return false;
        }

        foreach (var c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c != '_')
            {
                return false;
            }
        }

        return true;
    }
}
