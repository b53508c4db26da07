namespace Kuma.Web.Hosting;

/// <summary>A <c>.env</c> file in the working directory; what the environment says wins over it.</summary>
internal static class DotEnv
{
    public static IReadOnlyDictionary<string, string?> Read(string file) =>
        File.Exists(file)
            ? Parse(File.ReadLines(file))
            : new Dictionary<string, string?>(StringComparer.Ordinal);

    public static IReadOnlyDictionary<string, string?> Parse(IEnumerable<string> lines)
    {
        var values = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var line in lines.Select(line => line.Trim()))
        {
            var equals = line.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0 && line[0] is not '#')
            {
                var name = line[..equals].Trim();
                name = name.StartsWith("export ", StringComparison.Ordinal) ? name["export ".Length..].Trim() : name;
                values[name] = Unquoted(line[(equals + 1)..].Trim());
            }
        }

        return values;
    }

    private static string Unquoted(string value) =>
        value.Length > 1 && value[0] is '"' or '\'' && value[^1] == value[0] ? value[1..^1] : value;
}
