namespace Kuma.Web.Sockets;

/// <summary>Programs of this machine that some features need.</summary>
internal static class Programs
{
    /// <summary>Whether the program is on the PATH.</summary>
    public static bool IsInstalled(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Any(folder => File.Exists(Path.Combine(folder, name)));
}
