using System.Text.Json;
using Kuma.Application.Common;
using Kuma.Application.Monitoring;
using Kuma.Application.Settings;
using Kuma.Domain.Common;
using Kuma.Infrastructure.Checkers.Browser;
using Kuma.Infrastructure.RemoteBrowsers;
using Kuma.Infrastructure.Tests.Checkers.Targets;
using Kuma.Testing;
using Microsoft.AspNetCore.Http;
using NSubstitute;

namespace Kuma.Infrastructure.Tests.Checkers;

public sealed class RealBrowserCheckerTests(RealBrowserCheckerTests.SharedBrowser shared) : IClassFixture<RealBrowserCheckerTests.SharedBrowser>
{
    [Fact]
    public async Task A_page_that_opens_is_up_and_its_picture_is_kept()
    {
        await using var page = await TargetServer.StartAsync();
        page.Answer = context =>
        {
            context.Response.ContentType = "text/html";
            return context.Response.WriteAsync(
                context.Request.Path == "/" ? "<script>document.body.append('hello')</script><img src=/more>" : "", context.RequestAborted);
        };

        var outcome = await shared.Checker().CheckAsync(s => s with { Url = page.Address.ToString(), Interval = 60, ScreenshotDelay = 10 });

        outcome.Message.ShouldBe("200");
        outcome.Ping.ShouldNotBeNull().ShouldBeInRange(0, 30_000);
        page.Requests.ShouldBeGreaterThanOrEqualTo(2);
        var picture = await File.ReadAllBytesAsync(Directory.GetFiles(shared.Folder, "*.png").ShouldHaveSingleItem(), TestContext.Current.CancellationToken);
        picture[1..4].ShouldBe("PNG"u8.ToArray());
    }

    [Fact]
    public async Task A_bad_status_and_a_page_that_does_not_open_are_told()
    {
        await using var page = await TargetServer.StartAsync();
        page.Answer = context =>
        {
            context.Response.StatusCode = 503;
            return context.Response.WriteAsync("out of order", context.RequestAborted);
        };

        var failure = await shared.RefusalAsync(s => s with { Url = page.Address.ToString(), Interval = 60 });

        failure.Message.ShouldBe("503");
        failure.Ping.ShouldNotBeNull();
        (await shared.RefusalAsync(s => s with { Url = "http://127.0.0.1:9/", Interval = 60 })).Message.ShouldContain("net::ERR_");
        (await shared.RefusalAsync(s => s with { Url = "file:///etc/passwd" })).Message.ShouldBe("Invalid url protocol, only http and https are allowed.");
    }

    [Fact]
    public async Task A_page_that_never_ends_times_out_and_the_browser_goes_on()
    {
        await using var page = await TargetServer.StartAsync();
        page.Answer = context => Task.Delay(Timeout.Infinite, context.RequestAborted);

        (await shared.RefusalAsync(s => s with { Url = page.Address.ToString(), Interval = 3 })).Message.ShouldBe("Timeout 2400ms exceeded.");
        page.AnswerWith(200, "back");
        (await shared.Checker().CheckAsync(s => s with { Url = page.Address.ToString(), Interval = 60 })).Message.ShouldBe("200");
    }

    [Fact]
    public async Task A_remote_browser_is_used_over_its_address()
    {
        await using var page = await TargetServer.StartAsync();
        await using var silent = TcpTarget.Silent();

        (await shared.RefusalAsync(s => s with { Url = page.Address.ToString(), RemoteBrowser = new(404) })).Message.ShouldStartWith("The remote browser of this monitor");
        (await shared.RefusalAsync(s => s with { Url = page.Address.ToString(), RemoteBrowser = new(1) })).Message.ShouldStartWith("The browser cannot be reached: ");
    }

    /// <summary>One browser for all these tests.</summary>
    public sealed class SharedBrowser : IAsyncLifetime
    {
        private readonly LocalBrowser _local = new(TimeProvider.System);
        private readonly ISettingStore _settings = Substitute.For<ISettingStore>();
        private readonly IRemoteBrowserLookup _remotes = Substitute.For<IRemoteBrowserLookup>();
        private readonly Chromium _chromium = new(Environment.GetEnvironmentVariable("PATH") ?? "", allowAll: false, TimeProvider.System);

        public string Folder { get; } = Directory.CreateTempSubdirectory("kuma-pictures").FullName;

        internal RealBrowserChecker Checker()
        {
            Assert.SkipUnless(((Result)_chromium.Find(executable: null)).IsSuccess, "There is no Chromium on this machine: ./build/setup --tests installs it.");
            return new RealBrowserChecker(_chromium, _local, _remotes, _settings, new Screenshots(Folder, _settings), TimeProvider.System);
        }

        internal Task<CheckFailedException> RefusalAsync(Func<Kuma.Domain.Monitors.MonitorSettings, Kuma.Domain.Monitors.MonitorSettings> settings) =>
            Should.ThrowAsync<CheckFailedException>(Checker().CheckAsync(settings).WaitAsync(TimeSpan.FromSeconds(40)));

        public ValueTask InitializeAsync()
        {
            _settings.GetAsync(SettingKeys.JwtSecret, Arg.Any<CancellationToken>()).Returns(new ValueTask<JsonElement?>(JsonSerializer.SerializeToElement("secret")));
            _remotes.FindUrlAsync(new RemoteBrowserId(1), Arg.Any<CancellationToken>()).Returns("ws://127.0.0.1:1/");
            return ValueTask.CompletedTask;
        }

        public async ValueTask DisposeAsync()
        {
            await _local.DisposeAsync();
            Directory.Delete(Folder, recursive: true);
        }
    }
}
