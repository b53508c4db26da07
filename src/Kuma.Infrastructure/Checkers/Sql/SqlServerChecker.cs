using Kuma.Application.Monitoring;
using Microsoft.Data.SqlClient;

namespace Kuma.Infrastructure.Checkers.Sql;

/// <summary>UP when the query runs on a Microsoft SQL Server and its value is as asked.</summary>
internal sealed class SqlServerChecker(SqlCheck check) : IChecker
{
    public string Type => "sqlserver";

    /// <summary>The driver opens connections on threads of the pool that wait: few at once.</summary>
    public CheckWeight Weight => CheckWeight.Process;

    public async Task<CheckOutcome> CheckAsync(Monitor monitor, CancellationToken cancellationToken)
    {
        var address = Address(monitor.Settings.DatabaseConnectionString);
        return await check.RunAsync(
            host: null,
            () => new SqlConnection(address),
            monitor.Settings,
            "SELECT 1",
            static _ => "No Error, but the result is not an array. Type: undefined",
            static e => e.Message.ReplaceLineEndings(" "),
            cancellationToken);
    }

    private static string Address(string? text)
    {
        try
        {
            var address = new SqlConnectionStringBuilder(text) { Pooling = false, ConnectRetryCount = 0, ApplicationName = "Kuma" };
            return address.DataSource.Length > 0 ? address.ConnectionString : throw Invalid(inner: null);
        }
        catch (Exception e) when (e is ArgumentException or FormatException or KeyNotFoundException)
        {
            throw Invalid(e);
        }
    }

    // The words of the parser stay out: they may hold the password.
    private static CheckFailedException Invalid(Exception? inner)
    {
        const string Message =
            "Database connection/query failed: Invalid connection string: use Server=<hostname>,<port>;Database=<your database>;User Id=<your user id>;Password=<your password>";
        return inner is null ? new CheckFailedException(Message) : new CheckFailedException(Message, inner);
    }
}
