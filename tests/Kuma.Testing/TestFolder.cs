namespace Kuma.Testing;

/// <summary>A folder of one test, deleted with it. Short, so that a Unix socket fits in it.</summary>
public sealed class TestFolder : IDisposable
{
    internal const UnixFileMode Open = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    public TestFolder()
    {
        Path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"kuma-{Guid.NewGuid():n}"[..17]);
        Directory.CreateDirectory(Path, Open);
    }

    public string Path { get; }

    public void Dispose() => Delete(Path);

    internal static void Delete(string folder)
    {
        try
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
        catch (IOException)
        {
            // A server that is just ending may still write; the folder is in the temporary folder anyway.
        }
    }
}
