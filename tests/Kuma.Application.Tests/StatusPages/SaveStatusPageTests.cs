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
        _pages.SaveAsync(Arg.Any<EditedPage>(), Arg.Any<IReadOnlyList<EditedGroup>>(), Arg.Any<UserId>(), Arg.Any<CancellationToken>()).Returns((IReadOnlyList<int>?)null);

        var result = await SaveAsync();

        result.Error.ShouldBe(StatusPageErrors.SlugTaken);
        _staged.DidNotReceive().Show();
        _staged.Received().Dispose();
    }

    [Fact]
    public async Task A_saved_page_shows_its_new_logo_after_the_page_is_stored()
    {
        _pages.SaveAsync(Arg.Any<EditedPage>(), Arg.Any<IReadOnlyList<EditedGroup>>(), Arg.Any<UserId>(), Arg.Any<CancellationToken>()).Returns([]);

        var result = await SaveAsync();

        result.IsSuccess.ShouldBeTrue();
        Received.InOrder(() =>
        {
            _ = _pages.SaveAsync(
                Arg.Is<EditedPage>(page => page.Page.Icon == "/upload/logo1.png?t=2"), Arg.Any<IReadOnlyList<EditedGroup>>(), Arg.Any<UserId>(), Arg.Any<CancellationToken>());
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

    [Fact]
    public async Task An_address_of_a_picture_that_does_not_fit_is_refused() =>
        (await SaveAsync("/" + new string('x', 255))).Error.ShouldBe(StatusPageErrors.TooLong);

    [Theory]
    [InlineData("unknown", null, "No slug?")]
    [InlineData("before", null, "Slug must be string")]
    [InlineData("before", " ", "Slug cannot be empty")]
    [InlineData("before", "a b", "Invalid Slug")]
    [InlineData("before", "after", "Only allowed PNG logo.")]
    public async Task The_first_mistake_is_the_one_that_is_told(string slug, string? newSlug, string message)
    {
        var result = await SaveAsync("data:text/plain,x", slug, newSlug, domains: null);

        result.Error.ShouldNotBeNull().Message.ShouldBe(message);
    }

    [Fact]
    public async Task Domains_are_a_list_of_texts()
    {
        (await SaveAsync(domains: null)).Error.ShouldNotBeNull().Message.ShouldBe("Invalid array");
        (await SaveAsync(domains: ["a.example", null])).Error.ShouldNotBeNull().Message.ShouldBe("Invalid domain");
    }

    private Task<Result<IReadOnlyList<int>>> SaveAsync(string icon = Logo) => SaveAsync(icon, "before", "after", []);

    private Task<Result<IReadOnlyList<int>>> SaveAsync(string?[]? domains) => SaveAsync("/icon.svg", "before", "after", domains);

    private Task<Result<IReadOnlyList<int>>> SaveAsync(string icon, string slug, string? newSlug, string?[]? domains) =>
        new SaveStatusPageHandler(_pages, _logos, Substitute.For<ISettingStore>(), Substitute.For<IDomainEvents>()).Handle(
            new SaveStatusPage(new Actor(new UserId(1)), slug, newSlug, _page.Page, domains, icon, []), CancellationToken.None);
}
