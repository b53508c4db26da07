using System.Text;
using System.Text.Json.Nodes;
using Kuma.Domain.Common;
using Kuma.Domain.Heartbeats;
using Kuma.Web.Contracts;

namespace Kuma.Web.Tests.Contracts;

public sealed class BeatRowsTests
{
    private static readonly Heartbeat Beat = new()
    {
        Id = 9_000_000_001,
        MonitorId = new MonitorId(7),
        Status = HeartbeatStatus.Up,
        Time = new DateTimeOffset(2026, 1, 2, 3, 4, 5, 6, TimeSpan.Zero),
        EndTime = new DateTimeOffset(2026, 12, 31, 23, 59, 59, 999, TimeSpan.Zero),
        Message = "200 - OK",
        Ping = 30,
        Important = true,
        Duration = 12,
        Retries = 3,
        DownCount = 4,
        Response = [1, 2, 3, 250],
    };

    [Fact]
    public void A_row_has_the_names_of_the_table_and_those_of_older_clients() => Text(Beat).ShouldBe(
        """[{"id":9000000001,"monitor_id":7,"monitorID":7,"status":1,"time":"2026-01-02 03:04:05.006","msg":"200 - OK","ping":30,"important":1,"duration":12,"retries":3,"response":"AQID+g==","down_count":4,"downCount":4,"end_time":"2026-12-31 23:59:59.999"}]""");

    [Fact]
    public void What_is_missing_is_null_and_a_duration_is_0() => Text(new Heartbeat
    {
        MonitorId = new MonitorId(1), Status = HeartbeatStatus.Pending, Time = Beat.Time,
    }).ShouldBe(
        """[{"id":0,"monitor_id":1,"monitorID":1,"status":2,"time":"2026-01-02 03:04:05.006","msg":null,"ping":null,"important":0,"duration":0,"retries":0,"response":null,"down_count":0,"downCount":0,"end_time":null}]""");

    [Theory]
    [InlineData("a \"quoted\" \\ line\nand\ttab")]
    [InlineData("ü 🔴 \u2028 </script>")]
    [InlineData("")]
    public void A_message_comes_back_as_it_was(string message) =>
        JsonNode.Parse(Text(Beat with { Message = message }))![0]!["msg"]!.GetValue<string>().ShouldBe(message);

    [Theory]
    [InlineData(0)]
    [InlineData(0.1)]
    [InlineData(-5)]
    [InlineData(12.345678901234567)]
    [InlineData(99_999_999_999.25)]
    [InlineData(1e17)]
    public void A_ping_comes_back_as_it_was(double ping) =>
        JsonNode.Parse(Text(Beat with { Ping = ping }))![0]!["ping"]!.GetValue<double>().ShouldBe(ping);

    [Fact]
    public void A_writer_can_be_used_again_and_grows_with_its_rows()
    {
        var rows = new BeatRows();
        var long1 = Beat with { Message = new string('x', 100_000), Response = new byte[50_000] };

        JsonNode.Parse(rows.Write([long1, Beat, long1]).Span)!.AsArray().Count.ShouldBe(3);
        Encoding.UTF8.GetString(rows.Write([Beat]).Span).ShouldBe(Text(Beat));
        Encoding.UTF8.GetString(rows.Write([]).Span).ShouldBe("[]");
    }

    private static string Text(Heartbeat beat) => Encoding.UTF8.GetString(BeatWriter.Rows([beat]).Span);
}
