using System.Text;
using System.Xml.Linq;
using Kuma.Web.Badges;

namespace Kuma.Web.Tests.Badges;

public sealed class BadgeTests
{
    [Fact]
    public void A_flat_badge_has_the_recorded_geometry()
    {
        var svg = Draw(new Badge("Status", "Up", "#66c20a"));

        svg.Attribute("width")!.Value.ShouldBe("70");
        Rects(svg).Take(3).ShouldBe(["70", "45", "25"]);
        Texts(svg).ShouldBe([("Status", "235", "350"), ("Status", "235", "350"), ("Up", "565", "150"), ("Up", "565", "150")]);
    }

    [Fact]
    public void A_badge_without_a_label_is_one_box_in_the_messages_colour()
    {
        var svg = Draw(Badge.NotAvailable("flat"));

        svg.Attribute("width")!.Value.ShouldBe("31");
        Texts(svg).ShouldBe([("N/A", "155", "210"), ("N/A", "155", "210")]);
        svg.Descendants().Where(e => e.Name.LocalName == "rect").Skip(1).Take(2).Select(e => e.Attribute("fill")!.Value).ShouldBe(["#999", "#999"]);
    }

    [Theory]
    [InlineData("flat", "Uptime (24h)", "99.99%", "138")]
    [InlineData("for-the-badge", "Status", "Up", "113")]
    [InlineData("social", "Status", "Up", "73")]
    [InlineData("plastic", "Status", "Up", "70")]
    [InlineData("flat-square", "Status", "Up", "70")]
    public void Every_style_has_the_recorded_width(string style, string label, string message, string width) =>
        Draw(new Badge(label, message, "blue", LabelColor: null, style)).Attribute("width")!.Value.ShouldBe(width);

    [Theory]
    [InlineData("flat")]
    [InlineData("flat-square")]
    [InlineData("plastic")]
    [InlineData("for-the-badge")]
    [InlineData("social")]
    public void Hostile_text_stays_text(string style)
    {
        const string hostile = "<script>alert(1)</script>&\"'\u0001é漢😀";
        var svg = Draw(new Badge(hostile, hostile, "\"/><script/>", "red\" onload=\"x", style));

        svg.Descendants().ShouldNotContain(e => e.Name.LocalName == "script");
        svg.DescendantsAndSelf().Attributes().ShouldNotContain(a => a.Name.LocalName.StartsWith("on"));
    }

    [Theory]
    [InlineData("brightgreen", "#4c1")]
    [InlineData("ABC", "#abc")]
    [InlineData("#A1B2C3", "#a1b2c3")]
    [InlineData("tomato", "tomato")]
    [InlineData("rgb(1, 2, 3)", "rgb(1, 2, 3)")]
    [InlineData("Red", null)]
    [InlineData("transparent", null)]
    [InlineData("activeborder", null)]
    [InlineData("url(#x)", null)]
    [InlineData("", null)]
    public void Only_colours_pass(string text, string? expected) => BadgeColors.Normalise(text).ShouldBe(expected);

    [Theory]
    [InlineData("#f8e71c", "#000")]
    [InlineData("#1747f5", "#fff")]
    [InlineData("#059669", "#000")]
    [InlineData("black", "#fff")]
    [InlineData("rgb(255, 255, 255)", "#000")]
    public void Text_is_black_or_white_by_what_can_be_read(string background, string expected) =>
        BadgeColors.TextOn(background).ShouldBe(expected);

    [Theory]
    [InlineData(0, "#c2290a")]
    [InlineData(0.25, "#c2660a")]
    [InlineData(0.5, "#c2a30a")]
    [InlineData(0.9, "#7ec20a")]
    [InlineData(0.99, "#68c20a")]
    [InlineData(1, "#66c20a")]
    [InlineData(1.2, "#35c20a")]
    [InlineData(-1, "#a30ac2")]
    [InlineData(double.NaN, "#999")]
    public void An_uptime_goes_from_red_to_green(double ratio, string color) => BadgeColors.OfRatio(ratio).ShouldBe(color);

    [Theory]
    [InlineData(1, "100.0")]
    [InlineData(0.5, "50.00")]
    [InlineData(0.05, "5.000")]
    [InlineData(0, "0.000")]
    [InlineData(0.99985, "99.98")]
    [InlineData(0.00001, "0.001000")]
    [InlineData(0.000000001, "1.000e-7")]
    public void An_uptime_has_four_significant_digits(double ratio, string text) => MonitorBadges.Percent(ratio).ShouldBe(text);

    [Theory]
    [InlineData("721", "The maximum number of hours is 720")]
    [InlineData("1441m", "The maximum number of minutes is 1440")]
    [InlineData("53w", "The maximum number of days is 365")]
    [InlineData("5x", "Unsupported unit (x) for badge duration 5x")]
    [InlineData("bogus", "Invalid duration: bogus")]
    [InlineData("24 ", "Unsupported unit ( ) for badge duration 24 ")]
    [InlineData("24%", "Unsupported unit (%) for badge duration 24%")]
    [InlineData("7D", "Unsupported unit (D) for badge duration 7D")]
    [InlineData("-1", "Invalid duration: -1")]
    [InlineData("1.5h", "Invalid duration: 1.5h")]
    [InlineData("h", "Invalid duration: h")]
    [InlineData("99999999999", "The maximum number of hours is 720")]
    [InlineData("99999999999y", "The maximum number of days is 365")]
    public void A_span_that_the_statistics_do_not_reach_is_refused(string duration, string message) =>
        Should.Throw<BadgeException>(() => BadgeDuration.Parse(duration)).Message.ShouldBe(message);

    private static XElement Draw(Badge badge) => XDocument.Parse(Encoding.UTF8.GetString(BadgeStyles.Draw(badge))).Root!;

    private static List<string> Rects(XElement svg) =>
        [.. svg.Descendants().Where(e => e.Name.LocalName == "rect").Select(e => e.Attribute("width")!.Value)];

    private static List<(string Text, string X, string Length)> Texts(XElement svg) =>
        [.. svg.Descendants().Where(e => e.Name.LocalName == "text").Select(e => (e.Value, e.Attribute("x")!.Value, e.Attribute("textLength")!.Value))];
}
