using System.Diagnostics;
using System.Globalization;

namespace Kuma.Infrastructure.EmbeddedPostgres;

/// <summary>The operating-system account that the server runs under: our own, or an unprivileged one when we are root.</summary>
internal sealed record Account(string Name, int Uid, int Gid, bool Switch)
{
    /// <summary>Our own account, or <c>postgres</c>, <c>kuma</c>, <c>nobody</c> (the first that exists) when we are root.</summary>
    public static Account Current()
    {
        if (!OperatingSystem.IsLinux() || Environment.UserName != "root")
        {
            return new Account(Environment.UserName, -1, -1, Switch: false);
        }

        var accounts = File.ReadLines("/etc/passwd").Select(line => line.Split(':')).Where(fields => fields.Length > 3).ToList();
        string[] preferred = ["postgres", "kuma", "nobody"];
        var chosen = preferred.Select(name => accounts.Find(fields => fields[0] == name)).FirstOrDefault(fields => fields is not null)
            ?? throw new Kuma.Application.Common.StartupException(
                "PostgreSQL does not run as root and there is no account 'postgres', 'kuma' or 'nobody': run 'useradd --system kuma', or set KUMA_DATABASE.");
        return new Account(
            chosen[0], int.Parse(chosen[2], CultureInfo.InvariantCulture), int.Parse(chosen[3], CultureInfo.InvariantCulture), Switch: true);
    }

    /// <summary>A start of <paramref name="program"/> under this account.</summary>
    public ProcessStartInfo Start(string program, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Switch ? "setpriv" : program)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = "/",
        };
        start.Environment["LC_ALL"] = "C";
        if (Switch)
        {
            start.ArgumentList.Add($"--reuid={Uid}");
            start.ArgumentList.Add($"--regid={Gid}");
            start.ArgumentList.Add("--clear-groups");
            start.ArgumentList.Add(program);
        }

        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return start;
    }
}
