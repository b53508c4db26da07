using System.Data.Common;

namespace Kuma.Web.Api;

/// <summary>The REST exception handler: what went wrong is in the log, a client gets an answer in the wire's form.</summary>
internal static partial class Failures
{
    public static void UseFailures(this WebApplication app)
    {
        var logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(Failures));
        app.Use(async (context, next) =>
        {
            try
            {
                await next(context);
            }
            catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
            {
                // Nobody waits for the answer any more.
            }
            catch (Exception e) when (!context.Response.HasStarted && e is not BadHttpRequestException)
            {
                await AnswerAsync(context, e, logger);
            }
        });
    }

    private static Task AnswerAsync(HttpContext context, Exception e, ILogger logger)
    {
        if (e is DbException or TimeoutException)
        {
            Log.DatabaseFailed(logger, context.Request.Path, e.Message);
            return Fail("The database does not answer.", StatusCodes.Status503ServiceUnavailable).WriteAsync(context);
        }

        var correlation = Guid.NewGuid().ToString("N")[..12];
        Log.RequestFailed(logger, context.Request.Path, correlation, e);
        return Fail($"Something went wrong on the server (reference {correlation}).", StatusCodes.Status500InternalServerError).WriteAsync(context);
    }

    private static EncodedBody Fail(string message, int status) => Answers.Json(json => Answers.WriteFailure(json, message), status);

    private static partial class Log
    {
        [LoggerMessage(EventId = 3101, Level = LogLevel.Warning, Message = "{Path} could not be answered, because the database does not: {Reason}")]
        public static partial void DatabaseFailed(ILogger logger, string path, string reason);

        [LoggerMessage(EventId = 3102, Level = LogLevel.Error, Message = "{Path} failed; the client was told reference {Correlation}.")]
        public static partial void RequestFailed(ILogger logger, string path, string correlation, Exception exception);
    }
}
