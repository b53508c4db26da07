using System.Data.Common;
using System.Globalization;
using Kuma.Application.Monitoring;
using Kuma.Domain.Monitors;

namespace Kuma.Infrastructure.Checkers.Sql;

/// <summary>UP when the query runs on an Oracle database and its value is as asked; with a driver that the operator brings.</summary>
internal sealed class OracleChecker(SqlCheck check, OracleDriver driver) : IChecker
{
    public string Type => "oracledb";

    public CheckWeight Weight => CheckWeight.Process;

    public async Task<CheckOutcome> CheckAsync(Monitor monitor, CancellationToken cancellationToken)
    {
        var settings = monitor.Settings;
        var factory = driver.Factory;
        var address = Address(settings);
        return await check.RunAsync(
            host: null,
            () =>
            {
                var connection = factory.CreateConnection() ?? throw new CheckFailedException("The Oracle driver makes no connections");
                connection.ConnectionString = address;
                return connection;
            },
            settings,
            "SELECT 1 FROM DUAL",
            static rows => rows >= 0 ? string.Create(CultureInfo.InvariantCulture, $"Rows affected: {rows}") : "Query executed successfully",
            static e => e.Message.ReplaceLineEndings(" "),
            cancellationToken);
    }

    private static string Address(MonitorSettings settings) => new DbConnectionStringBuilder
    {
        ["Data Source"] = (settings.DatabaseConnectionString ?? "").Trim(),
        ["User Id"] = settings.BasicAuthUser ?? "",
        ["Password"] = settings.BasicAuthPass ?? "",
        ["Pooling"] = "false",
    }.ConnectionString;
}
