using Kuma.Infrastructure.Persistence;
using Kuma.Testing;
using Kuma.Web.Hosting;
using Serilog;

namespace Kuma.Web.Tests.Hosting;

public sealed class LoggingTests : IDisposable
{
    private readonly TestFolder _folder = new();

    [Fact]
    public void What_the_operator_hides_is_left_out()
    {
        var log = Write(["info_kumaoptions", "WARN_Other"]);

        log.ShouldNotContain("an info of options");
        log.ShouldContain("a warning of options");
        log.ShouldContain("an info of tests");
    }

    [Fact]
    public void Nothing_is_hidden_by_itself() => Write([]).ShouldContain("an info of options");

    public void Dispose() => _folder.Dispose();

    private string Write(IReadOnlyList<string> hidden)
    {
        var options = new KumaOptions
        {
            Port = 0, DataFolder = _folder.Path, Database = new DatabaseOptions { DataFolder = _folder.Path }, HiddenLogs = hidden,
            LogFile = Path.Combine(_folder.Path, "kuma.log"),
        };
        var configuration = new LoggerConfiguration();
        Logging.Configure(configuration, options);
        using (var logger = configuration.CreateLogger())
        {
            logger.ForContext<KumaOptions>().Information("an info of options");
            logger.ForContext<KumaOptions>().Warning("a warning of options");
            logger.ForContext<LoggingTests>().Information("an info of tests");
        }

        return string.Concat(Directory.GetFiles(_folder.Path, "kuma*.log").Select(File.ReadAllText));
    }
}
