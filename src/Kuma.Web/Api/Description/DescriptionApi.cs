namespace Kuma.Web.Api.Description;

/// <summary><c>/openapi.json</c> for programs and <c>/docs</c> for people, both made from the mapped routes.</summary>
internal static class DescriptionApi
{
    public const string Group = "Descriptions";

    public static void MapDescription(this IEndpointRouteBuilder app)
    {
        app.MapMethods("/openapi.json", Answers.Reads, (HttpContext context, ApiDocument document) => document.Json.WriteAsync(context))
            .Note(Group, "This API for programs, as OpenAPI 3.1.", new ApiAnswer(StatusCodes.Status200OK, "An OpenAPI document.", "application/json"));
        app.MapMethods("/docs", Answers.Reads, (HttpContext context, DocsPage page) => page.Body.WriteAsync(context))
            .Note(Group, "This API and the events of the socket for people.", ApiAnswer.Html("A page without scripts."));
    }
}
