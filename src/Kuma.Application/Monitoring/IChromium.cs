using Kuma.Application.Common;

namespace Kuma.Application.Monitoring;

/// <summary>The browser of this machine, for the <c>real-browser</c> check and the event <c>testChrome</c>.</summary>
public interface IChromium
{
    /// <summary>The program to start: the one that the operator named, where that is allowed, else the first that is installed.</summary>
    /// <param name="executable">A path or a name of the allowed ones; <c>null</c>, empty or <c>#playwright_chromium</c> looks for one.</param>
    Result<string> Find(string? executable);

    /// <summary>Its version, such as <c>124.0.6367.78</c>, by starting it.</summary>
    Task<Result<string>> VersionAsync(string? executable, CancellationToken cancellationToken);
}
