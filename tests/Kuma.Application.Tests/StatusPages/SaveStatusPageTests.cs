using Kuma.Application.Common;
using Kuma.Application.Settings;
using Kuma.Application.StatusPages;
using Kuma.Domain.Common;
using NSubstitute;

namespace Kuma.Application.Tests.StatusPages;

public sealed class SaveStatusPageTests
{
    private const string Logo = "data:image/png;base64,iVBORw0KGgo=";

    private readonly IStatusPageRepository _pages = Substitute.For<IStatusPageRepository>();
    private readonly ILogoStore _logos = Substitute.For<ILogoStore>();
    private readonly IStagedLogo _staged = Substitute.For<IStagedLogo>();
    private readonly EditedPage _page = new(
        new PublicPage { Id = new StatusPageId(1), Slug = "before", Title = "T", Icon = "/upload/logo1.png?t=1" }, []);

    public SaveStatusPageTests()
    {
        _staged.Path.Returns("/upload/logo1.png?t=2");
        _pages.FindAsync("before", Arg.Any<CancellationToken>()).Returns(_page);
        _logos.StageAsync(_page.Page.Id, Arg.Any<byte[]>(), Arg.Any<CancellationToken>()).Returns(_staged);
    }

    [Fact]
    public async Task A_refused_save_leaves_the_logo_as_it_was()
    {
        _pages.SaveAsync(Arg.Any<EditedPage>(), Arg.Any<IReadOnlyList<EditedGroup>>(), Arg.Any<CancellationToken>()).Returns((IReadOnlyList<int>?)null);

        var result = await SaveAsync();

        result.Error.ShouldBe(StatusPageErrors.SlugTaken);
        _staged.DidNotReceive().Show();
        _staged.Received().Dispose();
    }

    [Fact]
    public async Task A_saved_page_shows_its_new_logo_after_the_page_is_stored()
    {
        _pages.SaveAsync(Arg.Any<EditedPage>(), Arg.Any<IReadOnlyList<EditedGroup>>(), Arg.Any<CancellationToken>()).Returns([]);

        var result = await SaveAsync();

        result.IsSuccess.ShouldBeTrue();
        Received.InOrder(() =>
        {
            _ = _pages.SaveAsync(
                Arg.Is<EditedPage>(page => page.Page.Icon == "/upload/logo1.png?t=2"), Arg.Any<IReadOnlyList<EditedGroup>>(), Arg.Any<CancellationToken>());
            _staged.Show();
        });
    }

    [Theory]
    [InlineData("data:image/svg+xml;base64,PHN2Zz4=")]
    [InlineData("data:image/png;base64,PHN2Zz4=")]
    [InlineData("data:text/html,<script>alert(1)</script>")]
    public async Task Only_a_png_becomes_a_logo(string icon)
    {
        var result = await SaveAsync(icon);

        result.Error.ShouldBe(StatusPageErrors.OnlyPng);
        await _logos.DidNotReceive().StageAsync(Arg.Any<StatusPageId>(), Arg.Any<byte[]>(), Arg.Any<CancellationToken>());
    }

    private Task<Result<IReadOnlyList<int>>> SaveAsync(string icon = Logo) =>
        new SaveStatusPageHandler(_pages, _logos, Substitute.For<ISettingStore>(), Substitute.For<IDomainEvents>()).Handle(
            new SaveStatusPage(new Actor(new UserId(1)), "before", "after", _page, icon, []), CancellationToken.None);
}
