using Kuma.Application.Common;
using Kuma.Application.StatusPages;
using Kuma.Domain.Common;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;

namespace Kuma.Application.Tests.StatusPages;

public sealed class PostIncidentTests
{
    private readonly IStatusPageRepository _pages = Substitute.For<IStatusPageRepository>();

    public PostIncidentTests()
    {
        _pages.FindAsync("p", Arg.Any<CancellationToken>())
            .Returns(new EditedPage(new PublicPage { Id = new StatusPageId(1), Slug = "p", Title = "T" }, []));
        _pages.AddIncidentAsync(Arg.Any<PublicIncident>(), Arg.Any<CancellationToken>()).Returns(call => call.Arg<PublicIncident>());
    }

    [Theory]
    [InlineData(null, "c", "Please input title")]
    [InlineData("t", null, "Please input content")]
    public async Task An_incident_without_its_words_is_refused(string? title, string? content, string message)
    {
        var result = await PostAsync(title, content, "info");

        result.Error!.Message.ShouldBe(message);
        await _pages.DidNotReceive().AddIncidentAsync(Arg.Any<PublicIncident>(), Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task A_title_that_does_not_fit_is_refused()
    {
        (await PostAsync(new string('x', 256), "c", "info")).Error.ShouldBe(StatusPageErrors.TitleTooLong);
        (await PostAsync(new string('x', 255), "c", "info")).IsSuccess.ShouldBeTrue();
    }

    [Theory]
    [InlineData("danger", "danger")]
    [InlineData("zzz", "warning")]
    [InlineData(null, "warning")]
    public async Task A_new_incident_is_open_and_pinned(string? style, string stored)
    {
        var result = await PostAsync("", "", style);

        result.Value.ShouldSatisfyAllConditions(
            incident => incident.Pin.ShouldBeTrue(), incident => incident.Active.ShouldBeTrue(), incident => incident.Style.ShouldBe(stored));
    }

    private Task<Result<PublicIncident>> PostAsync(string? title, string? content, string? style) =>
        new PostIncidentHandler(_pages, Substitute.For<IDomainEvents>(), new FakeTimeProvider()).Handle(
            new PostIncident(new Actor(new UserId(1)), "p", Id: null, title, content, style), CancellationToken.None);
}
