using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using SocketIO.Core.Tests.Wire;

namespace SocketIO.Core.Tests.Client;

/// <summary>The official <c>socket.io-client</c> of npm; the cases are in <c>client/suite.mjs</c>, which runs once for all.</summary>
public sealed partial class OfficialClientTests(OfficialClientRun run) : IClassFixture<OfficialClientRun>
{
    public static TheoryData<string> Cases => [.. FindCases()];

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_client_is_content(string name)
    {
        var result = run.Find(name);
        result.Error.ShouldBeNull(result.Error);
    }

    private static IEnumerable<string> FindCases()
    {
        var labels = new[] { "WebSocket only", "polling only", "polling, then upgrade" };
        foreach (Match match in TestCall().Matches(File.ReadAllText(Path.Combine(OfficialClientRun.Folder, "suite.mjs"))))
        {
            var name = match.Groups["name"].Value;
            foreach (var label in name.Contains("${label}", StringComparison.Ordinal) ? labels : [string.Empty])
            {
                yield return name.Replace("${label}", label, StringComparison.Ordinal);
            }
        }
    }

    [GeneratedRegex("^ *test\\([\"`](?<name>[^\"`]+)[\"`],", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex TestCall();
}

/// <summary>Starts the servers and lets node run the suite.</summary>
public sealed class OfficialClientRun : IAsyncLifetime
{
    private readonly Dictionary<string, CaseResult> _results = new(StringComparer.Ordinal);
    private string _errors = string.Empty;

    public static string Folder { get; } = typeof(OfficialClientRun).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == "ClientFolder").Value!;

    public async ValueTask InitializeAsync()
    {
        if (!Directory.Exists(Path.Combine(Folder, "node_modules", "socket.io-client")))
        {
            throw new InvalidOperationException($"The reference client is missing: run 'npm ci' in {Folder} (build/test does).");
        }

        await using var server = await TestServer.StartAsync(
            options => options.MaxPayload = 6_000_000, SuiteHandlers.Map, kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0));
        await using var recovering = await TestServer.StartAsync(
            options => options.ConnectionStateRecovery = new ConnectionStateRecoveryOptions(),
            SuiteHandlers.Map,
            kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0));
        var start = new ProcessStartInfo("node") { WorkingDirectory = Folder, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add("suite.mjs");
        start.ArgumentList.Add($"http://127.0.0.1:{server.Address.Port}");
        start.ArgumentList.Add($"http://127.0.0.1:{recovering.Address.Port}");
        using var node = Process.Start(start)!;
        var errors = node.StandardError.ReadToEndAsync();
        while (await node.StandardOutput.ReadLineAsync() is { } line)
        {
            var result = JsonSerializer.Deserialize<CaseResult>(line, JsonSerializerOptions.Web)!;
            _results[result.Name] = result;
        }

        _errors = await errors;
        await node.WaitForExitAsync();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    internal CaseResult Find(string name) =>
        _results.GetValueOrDefault(name) ?? new CaseResult(name, 0, "The case did not run. " + _errors);

    internal sealed record CaseResult(string Name, int Ms, string? Error);
}
