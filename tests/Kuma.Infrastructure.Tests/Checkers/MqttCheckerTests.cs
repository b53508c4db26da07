using System.Diagnostics;
using System.Text;
using Kuma.Domain.Monitors;
using Kuma.Infrastructure.Checkers;
using Kuma.Infrastructure.Checkers.Mqtt;
using Kuma.Infrastructure.Scripting;
using Kuma.Infrastructure.Tests.Checkers.Targets;
using Kuma.Testing;
using MQTTnet;

namespace Kuma.Infrastructure.Tests.Checkers;

public sealed class MqttCheckerTests(MqttCheckerTests.Mosquitto broker) : IClassFixture<MqttCheckerTests.Mosquitto>, IDisposable
{
    private readonly JsonataQueries _queries = new();

    private MqttChecker Checker => field ??= new MqttChecker(new JsonQuery(_queries), TimeProvider.System);

    public void Dispose() => _queries.Dispose();

    [Theory]
    [InlineData("all fine", "fine", "keyword", "Topic: words/1; Message: all fine")]
    [InlineData("all fine", "", "", "Topic: words/1; Message: all fine")]
    public async Task A_message_with_the_word_is_up(string message, string word, string type, string text)
    {
        await broker.KeepAsync("words/1", message);

        (await Checker.CheckAsync(s => broker.Settings(s) with { MqttTopic = "words/#", MqttSuccessMessage = word, MqttCheckType = type })).Message.ShouldBe(text);
    }

    [Fact]
    public async Task A_message_over_a_WebSocket_with_a_password_is_up()
    {
        await broker.KeepAsync("probe/1", "all fine");

        var outcome = await Checker.CheckAsync(s => broker.Settings(s) with
        {
            Hostname = "ws://127.0.0.1", Port = broker.WebPort, MqttTopic = "probe/1", MqttUsername = "kuma", MqttPassword = "secret", MqttWebsocketPath = "mqtt",
        });

        outcome.Message.ShouldBe("Topic: probe/1; Message: all fine");
    }

    [Fact]
    public async Task Other_messages_and_checks_are_told()
    {
        await broker.KeepAsync("probe/2", """{"n":5}""");
        MonitorSettings Asked(MonitorSettings s) => broker.Settings(s) with { MqttTopic = "probe/2", JsonPath = "n" };

        (await Checker.FailureAsync(s => Asked(s) with { MqttSuccessMessage = "x" })).ShouldBe("""Message Mismatch - Topic: probe/2; Message: {"n":5}""");
        (await Checker.CheckAsync(s => Asked(s) with { MqttCheckType = "json-query", ExpectedValue = "5" })).Message.ShouldBe("Message received, expected value is found");
        (await Checker.FailureAsync(s => Asked(s) with { MqttCheckType = "json-query", ExpectedValue = "6" })).ShouldBe(
            "Message received but value is not equal to expected value, value was: [5]");
        (await Checker.FailureAsync(s => Asked(s) with { MqttCheckType = "odd" })).ShouldBe("Unknown MQTT Check Type");
    }

    [Theory]
    [InlineData("json_value", "gt", "4", true)]
    [InlineData("json_value", "num_equals", "5", true)]
    [InlineData("topic", "ends_with", "/3", true)]
    [InlineData("message", "contains", "x", false)]
    public async Task Conditions_look_at_topic_message_and_value(string variable, string comparison, string value, bool up)
    {
        await broker.KeepAsync("probe/3", """{"n":5}""");
        var conditions = $$"""[{"type":"expression","variable":"{{variable}}","operator":"{{comparison}}","value":"{{value}}","andOr":"and"}]""";
        MonitorSettings Asked(MonitorSettings s) => broker.Settings(s) with { MqttTopic = "probe/3", JsonPath = "n", Conditions = conditions };

        (up ? (await Checker.CheckAsync(Asked)).Message : await Checker.FailureAsync(Asked)).ShouldBe(
            $$"""{{(up ? "" : "Conditions not met - ")}}Topic: probe/3; Message: {"n":5}""");
    }

    [Fact]
    public async Task No_message_a_wrong_password_and_no_broker_are_told()
    {
        await broker.KeepAsync("probe/1", "x");
        await using var silent = TcpTarget.Silent();
        await using var garbage = TcpTarget.Garbage();

        (await Checker.FailureAsync(s => broker.Settings(s) with { MqttTopic = "nothing/here", Interval = 1 })).ShouldBe("Timeout, Message not received");
        (await Checker.FailureAsync(s => broker.Settings(s) with { MqttTopic = "probe/1", MqttUsername = "kuma", MqttPassword = "no" })).ShouldStartWith("Connection refused: ");
        (await Checker.FailureAsync(s => To(s, 1))).ShouldBe("connect ECONNREFUSED 127.0.0.1:1");
        (await Checker.FailureAsync(s => To(s, 1) with { Hostname = "-no.such.host.invalid" })).ShouldMatch("^getaddrinfo E(NOTFOUND|AI_AGAIN) -no.such.host.invalid$");
        (await Checker.FailureAsync(s => To(s, silent.Port) with { Interval = 1 })).ShouldBe("Timeout, Message not received");
        (await Checker.FailureAsync(s => To(s, garbage.Port) with { Interval = 2 })).ShouldNotBeEmpty();
        (await Checker.FailureAsync(s => To(s, 1) with { MqttTopic = "" })).ShouldBe("Topic is required");
        await Checker.ShouldEndWithTheTokenAsync(s => To(s, silent.Port) with { Interval = 60 });
    }

    [Fact]
    public void The_engine_lets_it_wait_for_four_fifths_of_the_interval() =>
        Checker.LimitOf(new MonitorSettings { Interval = 300, Timeout = 48 }).ShouldBe(TimeSpan.FromSeconds(240));

    private static MonitorSettings To(MonitorSettings settings, int port) => settings with
    {
        Hostname = "127.0.0.1", Port = port, MqttTopic = "probe", Interval = 5,
    };

    /// <summary>A broker of this machine, started once for these tests.</summary>
    public sealed class Mosquitto : IAsyncLifetime
    {
        private const string Program = "/usr/sbin/mosquitto";

        private readonly string _folder = Directory.CreateTempSubdirectory("kuma-mosquitto").FullName;
        private readonly int _port = TcpTarget.ClosedPort();
        private Process? _process;

        public int WebPort { get; } = TcpTarget.ClosedPort();

        public MonitorSettings Settings(MonitorSettings settings) => To(settings, _port) with { Interval = 10 };

        /// <summary>Leaves a message that every subscriber gets at once.</summary>
        public async Task KeepAsync(string topic, string message)
        {
            Assert.SkipWhen(_process is null, "There is no mosquitto on this machine: ./build/setup --tests installs it.");
            using var client = new MqttClientFactory().CreateMqttClient();
            await client.ConnectAsync(new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", _port).Build());
            await client.PublishAsync(new MqttApplicationMessageBuilder().WithTopic(topic).WithPayload(Encoding.UTF8.GetBytes(message)).WithRetainFlag().Build());
            await client.DisconnectAsync();
        }

        public async ValueTask InitializeAsync()
        {
            if (!File.Exists(Program))
            {
                return;
            }

            var passwords = Path.Combine(_folder, "passwords");
            using (var made = Process.Start(new ProcessStartInfo("/usr/bin/mosquitto_passwd", ["-c", "-b", passwords, "kuma", "secret"]) { UseShellExecute = false })!)
            {
                await made.WaitForExitAsync();
            }

            var config = Path.Combine(_folder, "mosquitto.conf");
            await File.WriteAllTextAsync(
                config,
                $"""
                user root
                allow_anonymous true
                password_file {passwords}
                listener {_port} 127.0.0.1
                listener {WebPort} 127.0.0.1
                protocol websockets

                """);
            _process = Process.Start(
                new ProcessStartInfo(Program, ["-c", config]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
            _process.BeginOutputReadLine();
            _process.BeginErrorReadLine();
            await Eventually.TrueAsync(
                async () =>
                {
                    try
                    {
                        using var client = new System.Net.Sockets.TcpClient();
                        await client.ConnectAsync("127.0.0.1", _port);
                        return true;
                    }
                    catch (System.Net.Sockets.SocketException)
                    {
                        return false;
                    }
                },
                "mosquitto listens");
        }

        public async ValueTask DisposeAsync()
        {
            if (_process is not null)
            {
                _process.Kill();
                await _process.WaitForExitAsync();
                _process.Dispose();
            }

            Directory.Delete(_folder, recursive: true);
        }
    }
}
