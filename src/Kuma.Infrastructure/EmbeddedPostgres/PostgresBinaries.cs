namespace Kuma.Infrastructure.EmbeddedPostgres;

/// <summary>Finds a PostgreSQL server on this machine.</summary>
internal static class PostgresBinaries
{
    private static readonly string[] Needed = ["postgres", "initdb", "pg_ctl"];

    /// <summary>
    /// The folder that holds the server's programs: <c>KUMA_PG_BIN</c>, the usual distribution folders (newest first), the npm-provided
    /// build, then <c>PATH</c>. <c>null</c> when there is none.
    /// </summary>
    public static string? Find(string? configured, IEnumerable<string> npmFolders)
    {
        IEnumerable<string> candidates =
        [
            .. string.IsNullOrWhiteSpace(configured) ? Array.Empty<string>() : [configured],
            .. Distribution(),
            .. npmFolders,
            .. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries),
        ];
        return candidates.FirstOrDefault(folder => Needed.All(name => File.Exists(Path.Combine(folder, name))));
    }

    private static IEnumerable<string> Distribution()
    {
        string[] roots = ["/usr/lib/postgresql", "/usr/pgsql", "/opt/postgresql", "/usr/local/pgsql", "/opt/homebrew/opt/postgresql"];
        return from root in roots
               where Directory.Exists(root)
               from folder in Directory.EnumerateDirectories(root).OrderByDescending(Version).Prepend(root)
               select Path.Combine(folder, "bin");
    }

    private static int Version(string folder) => int.TryParse(Path.GetFileName(folder), out var version) ? version : 0;
}
