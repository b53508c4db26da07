using System.Diagnostics;
using System.Globalization;
using Kuma.Application.Common;

namespace Kuma.Infrastructure.EmbeddedPostgres;

/// <summary>The operating-system account that the server runs under: our own, or an unprivileged one when we are root.</summary>
internal sealed record Account(string Name, int Uid, int Gid, bool Switch)
{
    private static readonly string[] Preferred = ["postgres", "kuma", "nobody"];

    /// <summary>Our own account, or <c>postgres</c>, <c>kuma</c>, <c>nobody</c> (the first that exists) when we are root.</summary>
    /// <exception cref="StartupException">We are root and none of them exists.</exception>
    public static Account Current()
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
        {
            return new Account(Environment.UserName, -1, -1, Switch: false);
        }

        var accounts = File.ReadLines("/etc/passwd").Select(line => line.Split(':')).Where(fields => fields.Length > 3).ToList();
        var chosen = Preferred.Select(name => accounts.Find(fields => fields[0] == name)).FirstOrDefault(fields => fields is not null)
            ?? throw new StartupException(
                "PostgreSQL does not run as root and there is no account 'postgres', 'kuma' or 'nobody': run 'useradd --system kuma', or set KUMA_DATABASE.");
        return new Account(
            chosen[0], int.Parse(chosen[2], CultureInfo.InvariantCulture), int.Parse(chosen[3], CultureInfo.InvariantCulture), Switch: true);
    }

    /// <summary>A start of <paramref name="program"/> under this account.</summary>
    public ProcessStartInfo Start(string program, params IEnumerable<string> arguments)
    {
        string[] prefix = Switch ? Switcher() : [];
        var start = new ProcessStartInfo(prefix.Length > 0 ? prefix[0] : program)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = "/",
        };
        start.Environment["LC_ALL"] = "C";
        string[] rest = prefix.Length > 0 ? [.. prefix[1..], program, .. arguments] : [.. arguments];
        foreach (var argument in rest)
        {
            start.ArgumentList.Add(argument);
        }

        return start;
    }

    /// <summary>Whether this account can enter the folder (or run the program) at <paramref name="path"/>.</summary>
    public async Task<bool> CanReachAsync(string path, CancellationToken cancellationToken)
    {
        if (!Switch)
        {
            return true;
        }

        using var probe = Process.Start(Start("/usr/bin/test", "-x", path))!;
        await probe.WaitForExitAsync(cancellationToken);
        return probe.ExitCode == 0;
    }

    /// <summary>util-linux's setpriv or runuser, whichever is there; su is everywhere.</summary>
    private string[] Switcher() => Installed("setpriv") is { } setpriv
        ? [setpriv, $"--reuid={Uid}", $"--regid={Gid}", "--clear-groups"]
        : Installed("runuser") is { } runuser
            ? [runuser, "-u", Name, "--"]
            : ["su", Name, "-s", "/bin/sh", "-c", "exec \"$0\" \"$@\"", "--"];

    private static string? Installed(string name)
    {
        string[] folders = ["/usr/bin", "/usr/sbin", "/bin", "/sbin"];
        return folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
    }
}
