using System.Reflection;

namespace Kuma.Architecture.Tests;

/// <summary>One use case, one file, one handler that nobody else can call or derive from.</summary>
public sealed class HandlerTests
{
    private static readonly Assembly Application = Assembly.Load("Kuma.Application");
    private static readonly Assembly Here = typeof(HandlerTests).Assembly;

    [Fact]
    public void Handlers_are_internal_and_sealed() => Rules.OpenHandlers(Application).ShouldBeEmpty();

    [Fact]
    public void Handlers_are_named_after_their_request() => Rules.MisnamedHandlers(Application).ShouldBeEmpty();

    [Fact]
    public void A_file_holds_one_handler()
    {
        var files = Directory.EnumerateFiles(Path.Combine(Root(), "src", "Kuma.Application"), "*.cs", SearchOption.AllDirectories)
            .Select(name => (name, File.ReadAllText(name)))
            .ToList();

        files.Count.ShouldBeGreaterThan(20);
        Rules.CrowdedFiles(files).ShouldBeEmpty();
    }

    [Fact]
    public void Handlers_that_break_the_rules_are_seen()
    {
        Rules.OpenHandlers(Here).ShouldBe([typeof(Samples.OpenHandler).FullName!]);
        Rules.MisnamedHandlers(Here).ShouldBe([typeof(Samples.OpenHandler).FullName!]);
        Rules.CrowdedFiles([("two.cs", "sealed class AHandler(X x)\n{ }\nsealed class BHandler\n{ }"), ("one.cs", "class AHandler { }")])
            .ShouldBe(["two.cs"]);
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Kuma.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside the repository.");
        }

        return folder.FullName;
    }
}
