using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Playwright;

namespace Kuma.EndToEnd.Tests;

/// <summary>The rules of axe-core for WCAG 2.2 A and AA, put into a page.</summary>
internal static class Accessibility
{
    private const string Run = """
        async () => {
          const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
          const { violations } = await axe.run(document, { runOnly: { type: "tag", values: tags } });
          return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target} ${node.failureSummary}`));
        }
        """;

    /// <summary>What a page does wrong, one line each.</summary>
    public static async Task<IReadOnlyList<string>> ViolationsAsync(IPage page)
    {
        // Evaluated, not added as an element: the page's policy lets no foreign script in.
        await page.EvaluateAsync(await File.ReadAllTextAsync(Script()));
        var violations = await page.EvaluateAsync<JsonElement>(Run);
        return [.. violations.EnumerateArray().Select(violation => violation.GetString()!)];
    }

    private static string Script([CallerFilePath] string source = "")
    {
        var script = Path.Combine(Path.GetDirectoryName(source)!, "node_modules", "axe-core", "axe.min.js");
        return File.Exists(script) ? script : throw new InvalidOperationException($"{script} is missing: run npm ci in that folder, or build/test.");
    }
}
