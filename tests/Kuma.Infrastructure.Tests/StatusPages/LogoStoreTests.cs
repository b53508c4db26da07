using Kuma.Domain.Common;
using Kuma.Infrastructure.StatusPages;
using Kuma.Testing;

namespace Kuma.Infrastructure.Tests.StatusPages;

public sealed class LogoStoreTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly LogoStore _logos;

    public LogoStoreTests() => _logos = new LogoStore(_folder.Path, TimeProvider.System);

    [Fact]
    public async Task A_logo_takes_the_place_of_the_old_one_when_it_is_shown()
    {
        await File.WriteAllTextAsync(Logo, "old", TestContext.Current.CancellationToken);

        using var staged = await _logos.StageAsync(new StatusPageId(7), "new"u8.ToArray(), TestContext.Current.CancellationToken);
        (await File.ReadAllTextAsync(Logo, TestContext.Current.CancellationToken)).ShouldBe("old");
        staged.Show();

        (await File.ReadAllTextAsync(Logo, TestContext.Current.CancellationToken)).ShouldBe("new");
        staged.Path.ShouldStartWith("/upload/logo7.png?t=");
        Directory.GetFiles(_folder.Path).ShouldBe([Logo]);
    }

    [Fact]
    public async Task A_logo_that_is_never_shown_leaves_nothing_behind()
    {
        await File.WriteAllTextAsync(Logo, "old", TestContext.Current.CancellationToken);

        (await _logos.StageAsync(new StatusPageId(7), "new"u8.ToArray(), TestContext.Current.CancellationToken)).Dispose();

        (await File.ReadAllTextAsync(Logo, TestContext.Current.CancellationToken)).ShouldBe("old");
        Directory.GetFiles(_folder.Path).ShouldBe([Logo]);
    }

    public void Dispose() => _folder.Dispose();

    private string Logo => Path.Combine(_folder.Path, "logo7.png");
}
