using Kuma.Application.Common;
using Kuma.Application.Heartbeats;
using Kuma.Web.Api.Description;
using MediatR;

namespace Kuma.Web.Api;

/// <summary><c>/api/push/{token}</c>, by any method; only the query string counts.</summary>
internal static class PushApi
{
    private static readonly byte[] Ok = """{"ok":true}"""u8.ToArray();

    public static void MapPush(this IEndpointRouteBuilder app) => 
        app.Map("/api/push/{token}", PushAsync).Note(new ApiNote("Push", "Reports a beat of a push monitor; a body is ignored.")
        {
            Query =
            [
                new("status", "up; anything else is down.", "up"),
                new("msg", "What to say about it.", "OK"),
                new("ping", "The response time in milliseconds."),
            ],
            Answers =
            [
                ApiAnswer.Json("PushAnswer", "The beat is stored."),
                ApiAnswer.Json("PushAnswer", "The monitor is unknown or paused, or the ping is no usable number.", StatusCodes.Status404NotFound),
            ],
        });

    private static async Task PushAsync(HttpContext context, string token, IMediator mediator)
    {
        var query = new WireQuery(context.Request.QueryString);
        var actor = new Actor(UserId: null, context.Connection.RemoteIpAddress?.ToString());
        var result = await mediator.Send(
            new RecordPush(actor, token, query.Text("status"), query.Text("msg"), query.Text("ping")), context.RequestAborted);
        var response = context.Response;
        response.ContentType = Answers.JsonType;
        response.StatusCode = result.IsSuccess ? StatusCodes.Status200OK : StatusCodes.Status404NotFound;
        var body = result.IsSuccess ? Ok : Refusal(result.Error.Message);
        response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await response.BodyWriter.WriteAsync(body, context.RequestAborted);
        }
    }

    private static byte[] Refusal(string message) => Answers.JsonBytes(json =>
    {
        json.WriteStartObject();
        json.WriteBoolean("ok"u8, value: false);
        json.WriteString("msg"u8, message);
        json.WriteEndObject();
    });
}
