using System.Diagnostics;
using System.Globalization;
using Kuma.Application.Common;

namespace Kuma.Infrastructure.EmbeddedPostgres;

/// <summary>The files of one cluster: made once, complete or not at all, and readable by the server's account alone.</summary>
internal sealed class ClusterFolder(string path, PostgresPrograms programs, Account account)
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public string Path => path;

    private string PidFile => System.IO.Path.Combine(path, "postmaster.pid");

    /// <summary>Makes the cluster when there is none, and checks that our programs can read the one that is there.</summary>
    /// <exception cref="StartupException">Another major version made it, or it cannot be made.</exception>
    public async Task PrepareAsync(string user, CancellationToken cancellationToken)
    {
        if (File.Exists(System.IO.Path.Combine(path, "PG_VERSION")))
        {
            await CheckVersionAsync(cancellationToken);
            return;
        }

        // Beside its place, then moved: a start that is killed half-way leaves no half cluster.
        var draft = $"{path}.new";
        if (Directory.Exists(draft))
        {
            Directory.Delete(draft, recursive: true);
        }

        await MakePrivateAsync(draft, cancellationToken);
        await programs.RunOrFailAsync(
            "initdb", ["-D", draft, "-U", user, "--auth-local=peer", "--auth-host=reject", "-E", "UTF8", "--locale=C", "-N"], cancellationToken);
        await File.WriteAllTextAsync(System.IO.Path.Combine(draft, "pg_hba.conf"), "local all all peer map=kuma\n", cancellationToken);
        await File.WriteAllTextAsync(System.IO.Path.Combine(draft, "pg_ident.conf"), IdentityMap(user), cancellationToken);
        await programs.RunOrFailAsync("initdb", ["-S", "-D", draft], cancellationToken);
        Directory.Move(draft, path);
    }

    /// <summary>Makes a folder that only the server's account may enter.</summary>
    public async Task MakePrivateAsync(string folder, CancellationToken cancellationToken)
    {
        try
        {
            Directory.CreateDirectory(folder, Private);
            File.SetUnixFileMode(folder, Private); // Fails on a folder that somebody else made before us.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"The folder {folder} cannot be made private ({e.Message}): remove it, or set KUMA_DATABASE.", e);
        }

        if (account.Switch)
        {
            using var chown = Process.Start("chown", ["-h", $"{account.Uid}:{account.Gid}", folder]);
            await chown.WaitForExitAsync(cancellationToken);
        }
    }

    /// <summary>Whether the process that the pid file names lives and is a PostgreSQL.</summary>
    public bool ServerIsAlive()
    {
        try
        {
            var name = $"/proc/{int.Parse(File.ReadLines(PidFile).First(), CultureInfo.InvariantCulture)}/comm";
            return !Directory.Exists("/proc/self") || File.ReadAllText(name).Trim() is "postgres" or "postmaster";
        }
        catch (Exception e) when (e is IOException or FormatException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>
    /// Removes the pid file of a server that is gone when its number now belongs to another program (after a reboot, in a new container):
    /// PostgreSQL would take that program for itself and not start.
    /// </summary>
    public void DeleteStalePidFile()
    {
        if (File.Exists(PidFile) && !ServerIsAlive())
        {
            File.Delete(PidFile);
        }
    }

    private async Task CheckVersionAsync(CancellationToken cancellationToken)
    {
        var made = (await File.ReadAllTextAsync(System.IO.Path.Combine(path, "PG_VERSION"), cancellationToken)).Trim();
        var version = (await programs.RunOrFailAsync("postgres", ["--version"], cancellationToken)).Trim();
        var ours = version.Split(' ').FirstOrDefault(word => char.IsAsciiDigit(word[0])) ?? "";
        if (!string.Equals(string.Concat(ours.TakeWhile(char.IsAsciiDigit)), made, StringComparison.Ordinal))
        {
            throw new StartupException(
                $"The data in {path} was made by PostgreSQL {made}, but {programs.Folder} holds {ours}: install PostgreSQL {made} or set KUMA_PG_BIN.");
        }
    }

    private string IdentityMap(string user)
    {
        string[] names = [.. new[] { "root", account.Name, Environment.UserName }.Distinct(StringComparer.Ordinal)];
        return string.Concat(names.Select(name => $"kuma {name} {user}\n"));
    }
}
