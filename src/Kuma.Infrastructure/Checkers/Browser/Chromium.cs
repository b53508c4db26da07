using System.Collections.Frozen;
using System.ComponentModel;
using System.Diagnostics;
using System.Text.RegularExpressions;
using Kuma.Application.Common;
using Kuma.Application.Monitoring;

namespace Kuma.Infrastructure.Checkers.Browser;

/// <summary>
/// Finds and asks the installed Chromium. A client names the program to start, so only known paths are allowed, unless the operator allows
/// all with an environment variable (spec/auth-and-settings.md section 11.1).
/// </summary>
/// <param name="path">Folders to look in for names without a folder, as in <c>PATH</c>.</param>
/// <param name="allowAll">True when <c>UPTIME_KUMA_ALLOW_ALL_CHROME_EXEC=1</c>.</param>
/// <param name="time">For the deadline of the started program.</param>
internal sealed partial class Chromium(string path, bool allowAll, TimeProvider time) : IChromium
{
    private const string Bundled = "#playwright_chromium";

    private static readonly string[] Usual =
    [
        "chromium", "chromium-browser", "google-chrome", "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome",
        "/snap/bin/chromium",
    ];

    private static readonly FrozenSet<string> Allowed = Usual.ToFrozenSet(StringComparer.Ordinal);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private static readonly Error NotFound =
        new("chromium-not-found", "Chromium not found, please specify Chromium executable path in the settings page.");

    private static readonly Error NotAllowed = new(
        "chromium-not-allowed",
        "This Chromium executable path is not allowed by default. If you are sure this is safe, please add an environment variable "
        + "UPTIME_KUMA_ALLOW_ALL_CHROME_EXEC=1 to allow it.");

    public Result<string> Find(string? executable)
    {
        // Kuma brings no browser of its own: who asks for a bundled one gets an installed one (docs/compatibility.md).
        if (string.IsNullOrWhiteSpace(executable) || executable.Equals(Bundled, StringComparison.OrdinalIgnoreCase))
        {
            return Usual.Select(Locate).FirstOrDefault(found => found is not null) is { } first ? first : NotFound;
        }

        if (!allowAll && !Allowed.Contains(executable))
        {
            return NotAllowed;
        }

        return Locate(executable) is { } named ? named : NotFound;
    }

    public async Task<Result<string>> VersionAsync(string? executable, CancellationToken cancellationToken)
    {
        var program = Find(executable);
        if (!program.IsSuccess)
        {
            return program.Error;
        }

        using var deadline = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            return Version().Match(await FirstLineAsync(program.Value, either.Token)) is { Success: true } version
                ? version.Value
                : Failed(program.Value, "it does not tell its version");
        }
        catch (Win32Exception e)
        {
            return Failed(program.Value, e.Message);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            return Failed(program.Value, "it does not answer");
        }
    }

    private static async Task<string> FirstLineAsync(string program, CancellationToken cancellationToken)
    {
        using var process = Process.Start(new ProcessStartInfo(program, ["--version"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        try
        {
            return await process.StandardOutput.ReadLineAsync(cancellationToken) ?? "";
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private static Error Failed(string program, string reason) => new("chromium-failed", $"{program} cannot be started: {reason}");

    private string? Locate(string name) => Path.IsPathRooted(name)
        ? File.Exists(name) ? name : null
        : path.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);

    [GeneratedRegex(@"\d+(\.\d+)+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Version();
}
