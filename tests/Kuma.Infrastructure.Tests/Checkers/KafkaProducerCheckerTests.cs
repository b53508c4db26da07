using Confluent.Kafka;
using Kuma.Domain.Monitors;
using Kuma.Infrastructure.Checkers.Kafka;
using Kuma.Infrastructure.Tests.Checkers.Targets;

namespace Kuma.Infrastructure.Tests.Checkers;

/// <summary>Against the mock cluster that the client library brings with it.</summary>
public sealed class KafkaProducerCheckerTests : IDisposable
{
    private static readonly KafkaProducerChecker Checker = new(TimeProvider.System);

    private readonly IProducer<Null, string> _cluster =
        new ProducerBuilder<Null, string>(new ProducerConfig { BootstrapServers = "mock" }.With("test.mock.num.brokers", "1")).SetLogHandler((_, _) => { }).Build();

    public void Dispose() => _cluster.Dispose();

    [Fact]
    public async Task A_broker_that_takes_the_message_is_up()
    {
        var broker = Broker();

        var outcome = await Checker.CheckAsync(s => Settings(s, broker) with { KafkaProducerAllowAutoTopicCreation = true });

        outcome.Message.ShouldBe("Message sent successfully");
        using var consumer = new ConsumerBuilder<Null, string>(new ConsumerConfig { BootstrapServers = broker, GroupId = "test" }).SetLogHandler((_, _) => { }).Build();
        consumer.Assign(new TopicPartitionOffset("probe", 0, Offset.Beginning));
        var found = Enumerable.Range(0, 4).Select(partition =>
        {
            consumer.Assign(new TopicPartitionOffset("probe", partition, Offset.Beginning));
            return consumer.Consume(TimeSpan.FromSeconds(2))?.Message.Value;
        }).First(value => value is not null);
        found.ShouldBe("hello");
    }

    [Fact]
    public async Task No_broker_silence_and_garbage_are_told()
    {
        await using var silent = TcpTarget.Silent();
        await using var garbage = TcpTarget.Garbage();

        (await Checker.FailureAsync(s => Settings(s, "127.0.0.1:1"))).ShouldStartWith("Error in producer connection: ");
        (await Checker.FailureAsync(s => Settings(s, $"127.0.0.1:{silent.Port}") with { Interval = 2 })).ShouldNotBeEmpty();
        (await Checker.FailureAsync(s => Settings(s, $"127.0.0.1:{garbage.Port}") with { Interval = 3 })).ShouldNotBeEmpty();
        await Checker.ShouldEndWithTheTokenAsync(s => Settings(s, $"127.0.0.1:{silent.Port}") with { Interval = 60 });
    }

    [Theory]
    [InlineData("""{"mechanism":"aws"}""", "The SASL mechanism aws is not supported: use plain, scram-sha-256 or scram-sha-512")]
    [InlineData("{", "The SASL options are no JSON object")]
    public async Task Options_that_cannot_work_are_told(string sasl, string message) =>
        (await Checker.FailureAsync(s => Settings(s, "127.0.0.1:1") with { KafkaProducerSaslOptions = sasl })).ShouldBe(message);

    [Fact]
    public async Task Missing_brokers_and_topics_are_told()
    {
        (await Checker.FailureAsync(s => s)).ShouldBe("No Kafka brokers configured");
        (await Checker.FailureAsync(s => Settings(s, "127.0.0.1:1") with { KafkaProducerTopic = " " })).ShouldBe("No Kafka topic configured");
    }

    private static MonitorSettings Settings(MonitorSettings settings, string broker) => settings with
    {
        KafkaProducerBrokers = [broker], KafkaProducerTopic = "probe", KafkaProducerMessage = "hello", Timeout = 1, Interval = 10,
    };

    private string Broker()
    {
        using var admin = new DependentAdminClientBuilder(_cluster.Handle).Build();
        var broker = admin.GetMetadata(TimeSpan.FromSeconds(10)).Brokers[0];
        return $"{broker.Host}:{broker.Port}";
    }
}

file static class ConfigExtensions
{
    public static ProducerConfig With(this ProducerConfig config, string name, string value)
    {
        config.Set(name, value);
        return config;
    }
}
