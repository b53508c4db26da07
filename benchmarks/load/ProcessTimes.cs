using System.Globalization;

namespace Kuma.Load;

/// <summary>CPU times from <c>/proc</c>.</summary>
internal static class ProcessTimes
{
    private const double TicksPerSecond = 100;

    public static double CpuSeconds(int pid) => (Field(pid, 14) + Field(pid, 15)) / TicksPerSecond;

    public static int Parent(int pid) => (int)Field(pid, 4);

    /// <summary>Of a process, its living children and those it has waited for.</summary>
    public static double CpuSecondsOfFamily(int parent)
    {
        var children = Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var pid) ? pid : 0)
            .Where(pid => pid > 0 && TryParent(pid) == parent);
        return CpuSeconds(parent) + ((Field(parent, 16) + Field(parent, 17)) / TicksPerSecond) + children.Sum(CpuSeconds);
    }

    private static int TryParent(int pid)
    {
        try
        {
            return Parent(pid);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    // The second field is the program's name in brackets and may hold blanks.
    private static long Field(int pid, int number)
    {
        var stat = File.ReadAllText($"/proc/{pid}/stat");
        return long.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[number - 3], CultureInfo.InvariantCulture);
    }
}
