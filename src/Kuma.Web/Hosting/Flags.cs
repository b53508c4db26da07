namespace Kuma.Web.Hosting;

/// <summary>The command line. Its flags are read as settings, so a switch needs a value behind it.</summary>
internal static class Flags
{
    private static readonly string[] Switches = ["--disable-frame-sameorigin", "--allow-all-chrome-exec", "--demo", "--test"];

    /// <summary>Gives <c>=true</c> to the switches that stand alone.</summary>
    public static string[] Normalise(string[] args) =>
        [.. args.Select(arg => Switches.Contains(arg, StringComparer.Ordinal) ? $"{arg}=true" : arg)];
}
