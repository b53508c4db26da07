using Kuma.Application.Monitoring;
using Kuma.Web.Api.Description;
using Kuma.Web.Sockets;
using Npgsql;

namespace Kuma.Web.Hosting;

/// <summary><c>/healthz</c>: the process lives. <c>/readyz</c>: it can also reach its database, and the engine keeps up.</summary>
internal static class Health
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapGet("/healthz", () => Results.Json(new { status = "ok", version = ServerInfo.KumaVersion }))
            .Note("Health", "The process lives.", ApiAnswer.Json("Health", "It does."));
        app.MapGet("/readyz", ReadyAsync).Note(
            "Health",
            "The process can also reach its database, and its checks start in time.",
            ApiAnswer.Json("Health", "It can."),
            ApiAnswer.Json("Health", "The database does not answer within three seconds, or the engine does not keep up.", StatusCodes.Status503ServiceUnavailable));
    }

    private static async Task<IResult> ReadyAsync(NpgsqlDataSource database, IEngineHealth engine, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Patience);
        try
        {
            await using var command = database.CreateCommand("select 1");
            await command.ExecuteScalarAsync(deadline.Token);
            return Refusal(engine.Now) is { } refusal ? Unavailable(refusal) : Results.Json(new { status = "ok" });
        }
        catch (Exception e) when (e is NpgsqlException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return Unavailable("The database does not answer.");
        }
    }

    private static string? Refusal(EngineHealth engine) => engine switch
    {
        { Started: false } => "The engine has not started yet.",
        { DatabaseWritable: false } => $"The database cannot be written; {engine.BeatsWaiting} heartbeats wait.",
        { KeepingUp: false } => $"The engine does not keep up: {engine.ChecksInFlight} checks run, {engine.BeatsWaiting} heartbeats wait.",
        _ => null,
    };

    private static IResult Unavailable(string message) =>
        Results.Json(new { status = "unavailable", msg = message }, statusCode: StatusCodes.Status503ServiceUnavailable);
}
