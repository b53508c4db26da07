using System.ComponentModel;
using System.Diagnostics;

namespace Kuma.Load;

/// <summary>A clock for Kuma's process alone, which can be set while it runs: a library (<c>clock.c</c>) between it and the system's.</summary>
internal sealed class SteppedClock : IDisposable
{
    private readonly string _folder;

    private SteppedClock(string folder) => _folder = folder;

    /// <summary>What the process needs in its environment to live by this clock.</summary>
    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string> { ["LD_PRELOAD"] = Library, ["KUMA_CLOCK_FILE"] = Offset };

    private string Library => Path.Combine(_folder, "clock.so");

    private string Offset => Path.Combine(_folder, "offset");

    /// <summary>Builds the library; null, and says so, where there is no C compiler or no Linux.</summary>
    public static async Task<SteppedClock?> BuildAsync()
    {
        var clock = new SteppedClock(Directory.CreateTempSubdirectory("kuma-load-clock-").FullName);
        try
        {
            clock.Set(TimeSpan.Zero);
            using var compiler = Process.Start("cc", ["-shared", "-fPIC", "-O2", "-o", clock.Library, Path.Combine(AppContext.BaseDirectory, "clock.c"), "-ldl"]);
            await compiler.WaitForExitAsync();
            if (compiler.ExitCode == 0 && OperatingSystem.IsLinux())
            {
                return clock;
            }
        }
        catch (Win32Exception)
        {
            // There is no compiler.
        }

        Console.WriteLine("without a C compiler there is no clock to set: that fault is left out");
        clock.Dispose();
        return null;
    }

    /// <summary>Sets the clock so far from the machine's.</summary>
    public void Set(TimeSpan offset)
    {
        // In place: the process has the file mapped.
        using var file = File.Open(Offset, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite);
        file.Write(BitConverter.GetBytes(offset.Ticks * TimeSpan.NanosecondsPerTick));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
