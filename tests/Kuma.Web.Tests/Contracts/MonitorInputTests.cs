using System.Text.Json;
using Kuma.Domain.Monitors;
using Kuma.Web.Contracts;

namespace Kuma.Web.Tests.Contracts;

public sealed class MonitorInputTests
{
    [Theory]
    [InlineData("""{"accepted_statuscodes":["200-299","404"],"accepted_statuscodes_json":"[\"200-299\"]"}""", "200-299,404")]
    [InlineData("""{"accepted_statuscodes_json":"[\"200-299\"]","accepted_statuscodes":["404"]}""", "404")]
    [InlineData("""{"accepted_statuscodes_json":"[\"301\"]"}""", "301")]
    public void The_array_of_status_codes_wins_over_its_text(string input, string codes)
    {
        var change = MonitorInput.ReadChange(JsonElement.Parse(input));

        string.Join(',', change(new MonitorSettings()).AcceptedStatusCodes).ShouldBe(codes);
        string.Join(',', MonitorInput.ReadNew(JsonElement.Parse(input)).AcceptedStatusCodes).ShouldBe(codes);
    }
}
