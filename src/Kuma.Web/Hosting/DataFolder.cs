using Kuma.Application.Common;

namespace Kuma.Web.Hosting;

/// <summary>The folder with all that Kuma keeps outside the database.</summary>
internal static class DataFolder
{
    /// <summary>Makes the folder and proves that it can be written.</summary>
    /// <exception cref="StartupException">It cannot.</exception>
    public static void Prepare(string folder)
    {
        try
        {
            // Others may pass through (the embedded server's account must), but not look.
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherExecute);
            Directory.CreateDirectory(Path.Combine(folder, "upload"));
            var probe = Path.Combine(folder, ".write-test");
            File.WriteAllText(probe, "");
            File.Delete(probe);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"The data folder {folder} cannot be written ({e.Message}): give this account access or choose another with --data-dir.", e);
        }
    }
}
