using System.Diagnostics;
using System.Globalization;
using System.Text;
using Kuma.Web.Sockets;

namespace Kuma.Web.Metrics;

/// <summary>The families of the process itself.</summary>
internal static class ProcessMetrics
{
    public static byte[] Write()
    {
        using var process = Process.GetCurrentProcess();
        var text = new StringBuilder(2048);
        Add(text, "process_cpu_user_seconds_total", "counter", "Total user CPU time spent in seconds.", process.UserProcessorTime.TotalSeconds);
        Add(text, "process_cpu_system_seconds_total", "counter", "Total system CPU time spent in seconds.", process.PrivilegedProcessorTime.TotalSeconds);
        Add(text, "process_cpu_seconds_total", "counter", "Total user and system CPU time spent in seconds.", process.TotalProcessorTime.TotalSeconds);
        Add(text, "process_start_time_seconds", "gauge", "Start time of the process since unix epoch in seconds.",
            new DateTimeOffset(process.StartTime).ToUnixTimeSeconds());
        Add(text, "process_resident_memory_bytes", "gauge", "Resident memory size in bytes.", process.WorkingSet64);
        Add(text, "process_virtual_memory_bytes", "gauge", "Virtual memory size in bytes.", process.VirtualMemorySize64);
        Add(text, "process_heap_bytes", "gauge", "Process heap size in bytes.", GC.GetTotalMemory(forceFullCollection: false));
        if (OperatingSystem.IsLinux())
        {
            Add(text, "process_open_fds", "gauge", "Number of open file descriptors.", Directory.EnumerateFiles("/proc/self/fd").Count());
        }

        var version = ServerInfo.CompatibleVersion;
        var parts = version.Split('.', '-');
        text.Append("# HELP app_version The service version by package.json\n# TYPE app_version gauge\n")
            .Append(CultureInfo.InvariantCulture, $"app_version{{version=\"{version}\",major=\"{parts[0]}\",minor=\"{parts[1]}\",patch=\"{parts[2]}\"}} 1\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void Add(StringBuilder text, string name, string type, string help, double value) =>
        text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {help}\n# TYPE {name} {type}\n{name} {value:R}\n\n");
}
