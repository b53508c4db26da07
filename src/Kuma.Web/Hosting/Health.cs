using Kuma.Web.Api.Description;
using Kuma.Web.Sockets;
using Npgsql;

namespace Kuma.Web.Hosting;

/// <summary><c>/healthz</c>: the process lives. <c>/readyz</c>: it can also reach its database.</summary>
internal static class Health
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapGet("/healthz", () => Results.Json(new { status = "ok", version = ServerInfo.KumaVersion }))
            .Note("Health", "The process lives.", ApiAnswer.Json("Health", "It does."));
        app.MapGet("/readyz", ReadyAsync).Note(
            "Health",
            "The process can also reach its database.",
            ApiAnswer.Json("Health", "It can."),
            ApiAnswer.Json("Health", "The database does not answer within three seconds.", StatusCodes.Status503ServiceUnavailable));
    }

    private static async Task<IResult> ReadyAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Patience);
        try
        {
            await using var command = database.CreateCommand("select 1");
            await command.ExecuteScalarAsync(deadline.Token);
            return Results.Json(new { status = "ok" });
        }
        catch (Exception e) when (e is NpgsqlException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return Results.Json(new { status = "unavailable", msg = "The database does not answer." }, statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }
}
