using System.Globalization;
using Serilog;
using Serilog.Events;
using Serilog.Filters;

namespace Kuma.Web.Hosting;

/// <summary>What goes to the console: text, or one JSON object per line.</summary>
internal static class Logging
{
    private const string Template = "{Timestamp:yyyy-MM-dd HH:mm:ss.fff} [{Level:u3}] {Message:lj}{NewLine}{Exception}";

    public static void Configure(LoggerConfiguration logger, KumaOptions options)
    {
        logger.MinimumLevel.Information()
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)

            // It warns of keys that are not encrypted; the data folder is the owner's alone.
            .MinimumLevel.Override("Microsoft.AspNetCore.DataProtection", LogEventLevel.Error)
            .Enrich.FromLogContext()

            // A failed start is told in one line on stderr; the framework's version of it is a stack trace.
            .Filter.ByExcluding(IsFailedStart);
        if (options.HiddenLogs.Count > 0)
        {
            var hidden = options.HiddenLogs.ToHashSet(StringComparer.OrdinalIgnoreCase);
            logger.Filter.ByExcluding(entry => hidden.Contains($"{JsonLogFormatter.Level(entry.Level)}_{JsonLogFormatter.Module(entry)}"));
        }

        if (options.JsonLog)
        {
            logger.WriteTo.Console(new JsonLogFormatter());
        }
        else
        {
            logger.WriteTo.Console(outputTemplate: Template, formatProvider: CultureInfo.InvariantCulture);
        }

        if (options.LogFile is { } file)
        {
            logger.WriteTo.File(
                file, outputTemplate: Template, formatProvider: CultureInfo.InvariantCulture,
                rollingInterval: RollingInterval.Day, retainedFileCountLimit: 14);
        }
    }

    private static bool IsFailedStart(LogEvent entry) =>
        (Matching.FromSource("Microsoft.Extensions.Hosting.Internal.Host")(entry) || Matching.FromSource("Microsoft.AspNetCore.Server.Kestrel")(entry))
        && entry.MessageTemplate.Text is "Hosting failed to start" or "Unable to start Kestrel.";
}
