using System.Collections.Frozen;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Kuma.Web.Sockets;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Kuma.Web.Api.Description;

/// <summary>The OpenAPI 3.1 description, made from the routes that are mapped and their notes, so that it cannot drift.</summary>
internal sealed partial class ApiDocument
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // A route without methods takes them all; these are worth telling.
    private static readonly string[] AnyMethod = ["GET", "POST", "PUT", "PATCH"];

    private static readonly FrozenDictionary<string, (string Type, string Text)> PathParameters = new Dictionary<string, (string, string)>(StringComparer.Ordinal)
    {
        ["token"] = ("string", "The monitor's push token."),
        ["id"] = ("integer", "The monitor's id."),
        ["duration"] = ("string", "A number and m, h, d, w, M or y, such as 24h or 7d; a number alone is hours."),
        ["slug"] = ("string", "The page's slug, in any case."),
        ["file"] = ("string", "The file's name."),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private readonly Lazy<JsonObject> _root;
    private readonly Lazy<EncodedBody> _json;

    public ApiDocument(EndpointDataSource routes)
    {
        // Routes are all there once the first request is.
        _root = new Lazy<JsonObject>(() => Describe(Listed(routes)));
        _json = new Lazy<EncodedBody>(() => new EncodedBody(Answers.JsonType, JsonSerializer.SerializeToUtf8Bytes(_root.Value, Relaxed)));
    }

    public JsonObject Root => _root.Value;

    public EncodedBody Json => _json.Value;

    /// <summary>Every route that is part of the API: all but those that take what is left over, and those that say they are not.</summary>
    public static IEnumerable<RouteEndpoint> Listed(EndpointDataSource routes) =>
        routes.Endpoints.OfType<RouteEndpoint>().Where(route =>
            !route.RoutePattern.Parameters.Any(parameter => parameter.IsCatchAll)
            && route.Metadata.GetMetadata<IExcludeFromDescriptionMetadata>() is not { ExcludeFromDescription: true });

    /// <summary>The paths of a route as templates: an optional last part makes two of it.</summary>
    public static IEnumerable<string> Paths(RoutePattern pattern)
    {
        var path = "";
        foreach (var segment in pattern.PathSegments)
        {
            if (segment.Parts is [RoutePatternParameterPart { IsOptional: true }])
            {
                yield return path;
            }

            path += "/" + string.Concat(segment.Parts.Select(part => part is RoutePatternParameterPart parameter
                ? $"{{{parameter.Name}}}"
                : ((RoutePatternLiteralPart)part).Content));
        }

        yield return path.Length == 0 ? "/" : path;
    }

    private static JsonObject Describe(IEnumerable<RouteEndpoint> routes)
    {
        var paths = new JsonObject();
        var groups = new List<string>();
        foreach (var route in routes)
        {
            var note = route.Metadata.GetMetadata<ApiNote>()
                ?? throw new InvalidOperationException($"The route {route.RoutePattern.RawText} has no note for the description of the API.");
            if (!groups.Contains(note.Group, StringComparer.Ordinal))
            {
                groups.Add(note.Group);
            }

            foreach (var path in Paths(route.RoutePattern))
            {
                var item = new JsonObject();
                foreach (var method in Methods(route))
                {
                    item[method.ToLowerInvariant()] = Operation(method, path, note);
                }

                paths[path] = item;
            }
        }

        return new JsonObject
        {
            ["openapi"] = "3.1.1",
            ["info"] = new JsonObject
            {
                ["title"] = "Kuma REST API",
                ["version"] = ServerInfo.KumaVersion,
                ["description"] = $"What answers over plain HTTP, compatible with Uptime Kuma {ServerInfo.CompatibleVersion}. Everything else is done over "
                    + "Socket.IO: see /asyncapi.json. Every GET also answers HEAD.",
            },
            ["servers"] = new JsonArray(new JsonObject { ["url"] = "/" }),
            ["tags"] = new JsonArray([.. groups.Select(group => new JsonObject { ["name"] = group })]),
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["schemas"] = Schemas(),
                ["securitySchemes"] = new JsonObject
                {
                    ["basic"] = new JsonObject
                    {
                        ["type"] = "http",
                        ["scheme"] = "basic",
                        ["description"] = "An API key as the password, with any name; while there are no API keys, the name and password of an account.",
                    },
                },
            },
        };
    }

    private static IEnumerable<string> Methods(RouteEndpoint route) =>
        route.Metadata.GetMetadata<HttpMethodMetadata>() is { HttpMethods: { Count: > 0 } methods }
            ? methods.Where(method => !HttpMethods.IsHead(method))
            : AnyMethod;

    private static JsonObject Operation(string method, string path, ApiNote note)
    {
        var operation = new JsonObject
        {
            ["operationId"] = method.ToLowerInvariant() + Separators().Replace(path, "_").TrimEnd('_'),
            ["tags"] = new JsonArray(note.Group),
            ["summary"] = note.Summary,
        };
        var parameters = Names().Matches(path).Select(name => PathParameter(name.Groups["name"].Value)).Concat(note.Query.Select(Parameter)).ToArray();
        if (parameters.Length > 0)
        {
            operation["parameters"] = new JsonArray([.. parameters]);
        }

        operation["responses"] = new JsonObject(note.Answers.Select(answer => KeyValuePair.Create($"{answer.Status}", (JsonNode?)Response(answer))));
        if (note.NeedsSignIn)
        {
            operation["security"] = new JsonArray(new JsonObject { ["basic"] = new JsonArray() });
        }

        return operation;
    }

    private static JsonObject PathParameter(string name)
    {
        var (type, text) = PathParameters[name];
        return new JsonObject
        {
            ["name"] = name, ["in"] = "path", ["required"] = true, ["description"] = text, ["schema"] = new JsonObject { ["type"] = type },
        };
    }

    private static JsonObject Parameter(ApiParameter parameter)
    {
        var schema = new JsonObject { ["type"] = "string" };
        if (parameter.OneOf is { } values)
        {
            schema["enum"] = new JsonArray([.. values.Select(value => JsonValue.Create(value))]);
        }

        if (parameter.Default is { } fallback)
        {
            schema["default"] = fallback;
        }

        return new JsonObject { ["name"] = parameter.Name, ["in"] = "query", ["description"] = parameter.Text, ["schema"] = schema };
    }

    private static JsonObject Response(ApiAnswer answer)
    {
        var response = new JsonObject { ["description"] = answer.Text };
        if (answer.Type is { } type)
        {
            var schema = answer.Schema is { } name
                ? new JsonObject { ["$ref"] = $"#/components/schemas/{name}" }
                : new JsonObject { ["type"] = "string" };
            response["content"] = new JsonObject { [type] = new JsonObject { ["schema"] = schema } };
        }

        return response;
    }

    private static JsonNode? Schemas()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("Kuma.Web.Api.Description.schemas.json")!;
        return JsonNode.Parse(stream);
    }

    [GeneratedRegex("[^A-Za-z0-9]+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Separators();

    [GeneratedRegex(@"\{(?<name>\w+)\}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Names();
}
