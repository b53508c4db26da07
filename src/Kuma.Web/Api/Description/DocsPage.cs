using System.Net;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Kuma.Web.Sockets;

namespace Kuma.Web.Api.Description;

/// <summary>The description as one page of HTML: no script, no foreign source, nothing to fetch.</summary>
internal sealed class DocsPage
{
    private readonly Lazy<EncodedBody> _body;

    public DocsPage(ApiDocument document, EventMap events) => _body = new Lazy<EncodedBody>(() => Make(document.Root, events));

    public EncodedBody Body => _body.Value;

    private static EncodedBody Make(JsonObject document, EventMap events)
    {
        var style = Style();
        var html = new StringBuilder(32 * 1024);
        html.Append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"UTF-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
            .Append($"<title>Kuma: the API</title><link rel=\"icon\" href=\"/icon.svg\"><style>{style}</style></head><body><main><h1>The API</h1>")
            .Append($"<p class=\"soft\">Kuma {E(Text(document["info"]!, "version"))}. {E(Text(document["info"]!, "description"))}</p>")
            .Append("<p>For programs: <a href=\"/openapi.json\">/openapi.json</a> (OpenAPI 3.1), <a href=\"/asyncapi.json\">/asyncapi.json</a> (AsyncAPI 3.0).</p>");
        var groups = document["tags"]!.AsArray().Select(tag => Text(tag!, "name")).ToList();
        html.Append("<nav aria-label=\"Parts\">");
        foreach (var group in groups.Append("Socket events").Append("Objects"))
        {
            html.Append($"<a href=\"#{Anchor(group)}\">{E(group)}</a>");
        }

        html.Append("</nav>\n");
        foreach (var group in groups)
        {
            html.Append($"<h2 id=\"{Anchor(group)}\">{E(group)}</h2>\n");
            foreach (var (path, item) in document["paths"]!.AsObject())
            {
                WriteOperation(html, path, item!.AsObject(), group);
            }
        }

        WriteEvents(html, events);
        WriteSchemas(html, document["components"]!["schemas"]!.AsObject());
        html.Append("</main></body></html>\n");
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)));
        return new EncodedBody("text/html; charset=utf-8", Encoding.UTF8.GetBytes(html.ToString()))
        {
            ContentSecurityPolicy =
                $"default-src 'none'; style-src 'sha256-{hash}'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'",
        };
    }

    /// <summary>One path; the methods of a path differ in nothing else.</summary>
    private static void WriteOperation(StringBuilder html, string path, JsonObject item, string group)
    {
        var operation = item.First().Value!;
        if (Text(operation["tags"]![0]!) != group)
        {
            return;
        }

        var methods = string.Join(" · ", item.Select(method => method.Key.ToUpperInvariant()));
        html.Append($"<details><summary><span class=\"method\">{methods}</span><span class=\"path\">{E(path)}</span>")
            .Append($"<span class=\"what\">{E(Text(operation, "summary"))}</span></summary><div class=\"in\">");
        if (operation["security"] is not null)
        {
            html.Append("<p>Asks for Basic authentication: an API key as the password; without API keys the name and password of an account.</p>");
        }

        if (operation["parameters"] is JsonArray parameters)
        {
            html.Append("<h3>Parameters</h3><table><tr><th scope=\"col\">Name</th><th scope=\"col\">Meaning</th><th scope=\"col\">Default</th></tr>");
            foreach (var parameter in parameters)
            {
                var schema = parameter!["schema"]!;
                var values = schema["enum"] is JsonArray list ? $" ({string.Join(", ", list.Select(value => Text(value!)))})" : "";
                html.Append($"<tr><td><code>{E(Text(parameter, "name"))}</code></td><td>{E(Text(parameter, "description") + values)}</td>")
                    .Append($"<td>{(schema["default"] is { } fallback ? $"<code>{E(Text(fallback))}</code>" : "")}</td></tr>");
            }

            html.Append("</table>");
        }

        html.Append("<h3>Answers</h3><table><tr><th scope=\"col\">Status</th><th scope=\"col\">When</th><th scope=\"col\">Body</th></tr>");
        foreach (var (status, answer) in operation["responses"]!.AsObject())
        {
            html.Append($"<tr><td>{status}</td><td>{E(Text(answer!, "description"))}</td><td>{BodyOf(answer!)}</td></tr>");
        }

        html.Append("</table></div></details>\n");
    }

    private static string BodyOf(JsonNode answer)
    {
        if (answer["content"] is not JsonObject content)
        {
            return "";
        }

        var (type, media) = content.First();
        return media!["schema"]!["$ref"] is { } reference ? Link(reference) : $"<code>{E(type)}</code>";
    }

    private static void WriteEvents(StringBuilder html, EventMap events)
    {
        html.Append("<h2 id=\"socket-events\">Socket events</h2><p>Over Socket.IO at <code>/socket.io</code>; described in <a href=\"/asyncapi.json\">/asyncapi.json</a>.</p><ul class=\"events\">");
        foreach (var entry in events.Entries.Values.OrderBy(entry => entry.Name, StringComparer.Ordinal))
        {
            html.Append($"<li><code>{E(entry.Name)}</code></li>");
        }

        html.Append("</ul>\n<p>The server sends:</p><ul class=\"events\">");
        foreach (var told in ServerEvents.All.OrderBy(told => told.Name, StringComparer.Ordinal))
        {
            html.Append($"<li><code>{E(told.Name)}</code></li>");
        }

        html.Append("</ul>\n");
    }

    private static void WriteSchemas(StringBuilder html, JsonObject schemas)
    {
        html.Append("<h2 id=\"objects\">Objects</h2>\n");
        foreach (var (name, schema) in schemas)
        {
            html.Append($"<details id=\"{E(name)}\"><summary><code>{E(name)}</code> <span class=\"what\">{E(Text(schema!, "description"))}</span></summary><div class=\"in\"><table>")
                .Append("<tr><th scope=\"col\">Key</th><th scope=\"col\">Type</th><th scope=\"col\">Meaning</th></tr>");
            var required = schema!["required"]?.AsArray().Select(key => Text(key!)).ToHashSet(StringComparer.Ordinal) ?? [];
            foreach (var (key, value) in schema["properties"]?.AsObject() ?? [])
            {
                html.Append($"<tr><td><code>{E(key)}</code>{(required.Contains(key) ? "" : " <span class=\"soft\">optional</span>")}</td>")
                    .Append($"<td>{TypeOf(value!)}</td><td>{E(Text(value!, "description"))}</td></tr>");
            }

            html.Append("</table></div></details>\n");
        }
    }

    private static string TypeOf(JsonNode schema) => schema switch
    {
        _ when schema["$ref"] is { } reference => Link(reference),
        _ when schema["const"] is { } only => $"<code>{E(only.ToJsonString())}</code>",
        _ when schema["enum"] is JsonArray values => string.Join(", ", values.Select(value => $"<code>{E(value?.ToJsonString() ?? "null")}</code>")),
        _ when schema["anyOf"] is JsonArray kinds => string.Join(" or ", kinds.Select(kind => TypeOf(kind!))),
        _ when schema["items"] is { } items => $"list of {TypeOf(items)}",
        _ when schema["additionalProperties"] is JsonObject values => $"object of {TypeOf(values)}",
        _ when schema["type"] is JsonArray types => string.Join(" or ", types.Select(type => E(Text(type!)))),
        _ => E(Text(schema, "type")),
    };

    private static string Link(JsonNode reference)
    {
        var name = E(Text(reference).Split('/')[^1]);
        return $"<a href=\"#{name}\"><code>{name}</code></a>";
    }

    private static string Anchor(string group) => E(group.ToLowerInvariant().Replace(' ', '-'));

    private static string Text(JsonNode node, string key) => node[key] is { } value ? Text(value) : "";

    private static string Text(JsonNode value) => value.GetValue<string>();

    private static string E(string text) => WebUtility.HtmlEncode(text);

    private static string Style()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("Kuma.Web.Api.Description.docs.css")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
