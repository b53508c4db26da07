using Kuma.Infrastructure.Checkers.Browser;
using Kuma.Testing;

namespace Kuma.Infrastructure.Tests.Checkers;

/// <summary>The rules of which program may be started, with scripts in the place of browsers.</summary>
public sealed class ChromiumTests : IDisposable
{
    private readonly TestFolder _folder = new();

    [Fact]
    public async Task An_installed_browser_tells_its_version()
    {
        Program("chromium", "echo 'Chromium 124.0.6367.78 built on something'");

        var version = await Browser().VersionAsync(executable: "", TestContext.Current.CancellationToken);

        version.Value.ShouldBe("124.0.6367.78");
        (await Browser().VersionAsync("#Playwright_Chromium", TestContext.Current.CancellationToken)).Value.ShouldBe("124.0.6367.78");
    }

    [Fact]
    public void Any_other_program_is_refused_unless_the_operator_allows_all()
    {
        var program = Program("anything", "exit 0");

        Browser().Find(program).Error.ShouldNotBeNull().Message.ShouldContain("UPTIME_KUMA_ALLOW_ALL_CHROME_EXEC=1");
        Browser(allowAll: true).Find(program).Value.ShouldBe(program);
    }

    [Theory]
    [InlineData("exit 1")]
    [InlineData("echo something else")]
    public async Task A_program_that_is_no_browser_is_told_with_its_name(string script)
    {
        Program("chromium", script);

        var version = await Browser().VersionAsync("chromium", TestContext.Current.CancellationToken);

        version.Error.ShouldNotBeNull().Message.ShouldContain("chromium cannot be started");
    }

    [Fact]
    public void A_missing_browser_is_told() =>
        Browser().Find("google-chrome").Error.ShouldNotBeNull().Message.ShouldStartWith("Chromium not found");

    public void Dispose() => _folder.Dispose();

    private Chromium Browser(bool allowAll = false) => new(_folder.Path, allowAll, TimeProvider.System);

    private string Program(string name, string script)
    {
        var path = Path.Combine(_folder.Path, name);
        File.WriteAllText(path, $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }
}
