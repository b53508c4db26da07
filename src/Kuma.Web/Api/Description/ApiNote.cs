namespace Kuma.Web.Api.Description;

/// <summary>What readers of the API description are told about a route; it stands beside the route, as its metadata.</summary>
/// <param name="Group">The heading that it is listed under.</param>
/// <param name="Summary">What it answers with, in one sentence.</param>
internal sealed record ApiNote(string Group, string Summary)
{
    /// <summary>The parameters behind the question mark.</summary>
    public IReadOnlyList<ApiParameter> Query { get; init; } = [];

    public IReadOnlyList<ApiAnswer> Answers { get; init; } = [];

    /// <summary>Whether it asks for a name and password, or an API key as the password.</summary>
    public bool NeedsSignIn { get; init; }
}

/// <summary>A parameter behind the question mark; none is required.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Text">What it does.</param>
/// <param name="Default">What counts when it is missing; <c>null</c> when that depends.</param>
/// <param name="OneOf">All allowed values; <c>null</c> for any.</param>
internal sealed record ApiParameter(string Name, string Text, string? Default = null, IReadOnlyList<string>? OneOf = null);

/// <summary>One kind of answer.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Text">When it is given.</param>
/// <param name="Type">Its media type; <c>null</c> without a body.</param>
/// <param name="Schema">The name of its schema in <c>schemas.json</c>; <c>null</c> for text.</param>
internal sealed record ApiAnswer(int Status, string Text, string? Type = null, string? Schema = null)
{
    public static ApiAnswer Json(string schema, string text = "Found.", int status = StatusCodes.Status200OK) => new(status, text, "application/json", schema);

    public static ApiAnswer Html(string text) => new(StatusCodes.Status200OK, text, "text/html");

    public static ApiAnswer Svg { get; } = new(StatusCodes.Status200OK, "The drawing; N/A for a monitor that is on no page.", "image/svg+xml");

    public static ApiAnswer Refused { get; } = Json("Fail", "A parameter cannot be used.", StatusCodes.Status403Forbidden);

    public static ApiAnswer NoPage { get; } = Json("Fail", "There is no such page.", StatusCodes.Status404NotFound);

    public static ApiAnswer Unchanged { get; } = new(StatusCodes.Status304NotModified, "The answer is still the one with the tag in If-None-Match.");
}

/// <summary>Puts notes on routes.</summary>
internal static class ApiNotes
{
    public static TBuilder Note<TBuilder>(this TBuilder route, string group, string summary, params ApiAnswer[] answers)
        where TBuilder : IEndpointConventionBuilder =>
        route.Note(new ApiNote(group, summary) { Answers = answers });

    public static TBuilder Note<TBuilder>(this TBuilder route, ApiNote note)
        where TBuilder : IEndpointConventionBuilder
    {
        route.Add(endpoint => endpoint.Metadata.Add(note));
        return route;
    }
}
