using Kuma.Application.Common;

namespace Kuma.Web.Hosting;

/// <summary>
/// The folder with all that Kuma keeps outside the database: <c>keys/</c> (of the secrets at rest), <c>upload/</c>, <c>postgres/</c> (the
/// embedded server's cluster). One program at a time uses it.
/// </summary>
internal sealed class DataFolder : IDisposable
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly FileStream _lock;

    private DataFolder(FileStream @lock) => _lock = @lock;

    /// <summary>Makes the folder, proves that it can be written and keeps others out until it is disposed.</summary>
    /// <exception cref="StartupException">It cannot be written, or another Kuma uses it.</exception>
    public static DataFolder Open(string folder)
    {
        try
        {
            // Nobody else looks in. For root the embedded server's account must pass through.
            Directory.CreateDirectory(folder, Environment.IsPrivilegedProcess ? Owner | UnixFileMode.OtherExecute : Owner);
            Directory.CreateDirectory(Path.Combine(folder, "upload"), Owner);
            Directory.CreateDirectory(Path.Combine(folder, "keys"), Owner);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw NotWritable(folder, e);
        }

        var file = Path.Combine(folder, "kuma.lock");
        try
        {
            return new DataFolder(new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (UnauthorizedAccessException e)
        {
            throw NotWritable(folder, e);
        }
        catch (IOException e) when (File.Exists(file))
        {
            throw new StartupException($"Another Kuma uses the data folder {folder}: stop it, or choose another folder with --data-dir.", e);
        }
        catch (IOException e)
        {
            throw NotWritable(folder, e);
        }
    }

    public void Dispose() => _lock.Dispose();

    private static StartupException NotWritable(string folder, Exception e) =>
        new($"The data folder {folder} cannot be written ({e.Message.TrimEnd('.')}): give this account access, or choose another folder with --data-dir.", e);
}
