using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Kuma.Testing;
using Kuma.Web.Api.Description;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Kuma.Web.Tests.Api;

/// <summary>The description is compared with the routes that are mapped, and its schemas with real answers.</summary>
public sealed partial class ApiDocumentTests(PageHost host) : IClassFixture<PageHost>
{
    private static readonly string[] NotDescribed = ["/socket.io", "{**path}", "/upload/{folder}/{**path}"];

    [Fact]
    public async Task Every_mapped_route_is_described_and_nothing_else()
    {
        var paths = (await DocumentAsync())["paths"]!.AsObject();

        var routes = host.Kuma.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().ToList();
        var mapped = routes.Where(route => !NotDescribed.Contains(route.RoutePattern.RawText, StringComparer.Ordinal)).ToList();
        mapped.Count.ShouldBeGreaterThan(25);
        paths.Select(path => path.Key).Order(StringComparer.Ordinal)
            .ShouldBe(mapped.SelectMany(route => ApiDocument.Paths(route.RoutePattern)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_operation_has_a_name_of_its_own_and_describes_its_parameters_and_answers()
    {
        var document = await DocumentAsync();
        var groups = document["tags"]!.AsArray().Select(tag => (string)tag!["name"]!).ToList();
        var operations = document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(method => (Path: path.Key, Operation: method.Value!))).ToList();

        operations.Select(entry => (string)entry.Operation["operationId"]!).ShouldBeUnique();
        foreach (var (path, operation) in operations)
        {
            ((string)operation["summary"]!).ShouldNotBeNullOrWhiteSpace();
            operation["tags"]!.AsArray().ShouldAllBe(tag => groups.Contains((string)tag!));
            operation["responses"]!.AsObject().ShouldNotBeEmpty();
            var parameters = operation["parameters"]?.AsArray() ?? [];
            parameters.Select(parameter => $"{parameter!["in"]} {parameter["name"]}").ShouldBeUnique();
            parameters.ShouldAllBe(parameter => !string.IsNullOrWhiteSpace((string)parameter!["description"]!));
            parameters.Where(parameter => (string)parameter!["in"]! == "path").Select(parameter => (string)parameter!["name"]!)
                .ShouldBe(InPath().Matches(path).Select(match => match.Groups["name"].Value));
        }
    }

    [Fact]
    public async Task Every_reference_leads_somewhere()
    {
        var document = await DocumentAsync();
        var schemas = document["components"]!["schemas"]!.AsObject();
        var references = Reference().Matches(document.ToJsonString()).Select(match => match.Groups["name"].Value).Distinct().ToList();

        ((string)document["openapi"]!).ShouldBe("3.1.1");
        references.Order().ShouldBe(schemas.Select(schema => schema.Key).Order());
    }

    [Theory]
    [InlineData("/api/push/{token}?status=up", "/api/push/{token}", 200)]
    [InlineData("/api/push/none", "/api/push/{token}", 404)]
    [InlineData("/api/entry-page", "/api/entry-page", 200)]
    [InlineData("/setup-database-info", "/setup-database-info", 200)]
    [InlineData("/healthz", "/healthz", 200)]
    [InlineData("/readyz", "/readyz", 200)]
    [InlineData("/api/status-page/p", "/api/status-page/{slug}", 200)]
    [InlineData("/api/status-page/none", "/api/status-page/{slug}", 404)]
    [InlineData("/api/status-page/heartbeat/p", "/api/status-page/heartbeat/{slug}", 200)]
    [InlineData("/api/status-page/heartbeat/none", "/api/status-page/heartbeat/{slug}", 404)]
    [InlineData("/api/status-page/p/manifest.json", "/api/status-page/{slug}/manifest.json", 200)]
    [InlineData("/api/status-page/p/incident-history", "/api/status-page/{slug}/incident-history", 200)]
    [InlineData("/api/badge/1/status?style=none", "/api/badge/{id}/status", 403)]
    public async Task An_answer_is_as_described(string path, string described, int status)
    {
        await host.PushAsync("status=down&ping=3");
        var document = await DocumentAsync();

        using var answer = await host.Kuma.Client.GetAsync(path.Replace("{token}", PageHost.Token), TestContext.Current.CancellationToken);

        ((int)answer.StatusCode).ShouldBe(status);
        var schema = document["paths"]![described]!["get"]!["responses"]![$"{status}"]!["content"]!["application/json"]!["schema"]!;
        var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        SchemaRules.Deviations(body, schema, document["components"]!["schemas"]!.AsObject(), "$").ShouldBeEmpty();
    }

    [Fact]
    public void A_deviation_from_a_schema_is_seen()
    {
        var schema = JsonNode.Parse("""{"type":"object","required":["a"],"additionalProperties":false,"properties":{"a":{"type":["string","null"]},"b":{"enum":[1]}}}""")!;

        SchemaRules.Deviations(JsonNode.Parse("""{"a":1,"b":2,"c":3}"""), schema, [], "$").Count().ShouldBe(3);
        SchemaRules.Deviations(JsonNode.Parse("{}"), schema, [], "$").Count().ShouldBe(1);
        SchemaRules.Deviations(JsonNode.Parse("""{"a":null,"b":1}"""), schema, [], "$").ShouldBeEmpty();
    }

    [Fact]
    public async Task The_page_for_people_lists_every_path_and_needs_nothing_from_elsewhere()
    {
        using var answer = await host.Kuma.Client.GetAsync("/docs", TestContext.Current.CancellationToken);
        var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

        var paths = (await DocumentAsync())["paths"]!.AsObject().Select(path => path.Key);
        page.QuerySelectorAll(".path").Select(path => path.TextContent).Order(StringComparer.Ordinal).ShouldBe(paths.Order(StringComparer.Ordinal));
        page.QuerySelectorAll("script, iframe, img, link[rel=stylesheet], [style], [src]").ShouldBeEmpty();
        page.QuerySelectorAll("a[href^='#']").ShouldAllBe(link => page.GetElementById(link.GetAttribute("href")!.Substring(1)) != null);
        var style = page.QuerySelector("style")!.TextContent;
        var hash = Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(style)));
        answer.Headers.GetValues("Content-Security-Policy").Single().ShouldStartWith($"default-src 'none'; style-src 'sha256-{hash}';");
    }

    private async Task<JsonObject> DocumentAsync() =>
        JsonNode.Parse(await host.Kuma.Client.GetStringAsync("/openapi.json", TestContext.Current.CancellationToken))!.AsObject();

    [GeneratedRegex(@"\{(?<name>\w+)\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex InPath();

    [GeneratedRegex(@"#/components/schemas/(?<name>\w+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Reference();
}
