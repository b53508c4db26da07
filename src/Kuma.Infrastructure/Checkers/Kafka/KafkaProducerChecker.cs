using System.Text.Json;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Kuma.Application.Monitoring;
using Kuma.Domain.Monitors;

namespace Kuma.Infrastructure.Checkers.Kafka;

/// <summary>UP when a broker takes a message on the topic (spec/monitors.md section 5.12).</summary>
internal sealed class KafkaProducerChecker(TimeProvider time) : IChecker
{
    public string Type => "kafka-producer";

    /// <summary>Each producer brings threads of its own: few at once.</summary>
    public CheckWeight Weight => CheckWeight.Process;

    public TimeSpan LimitOf(MonitorSettings settings) => TimeSpan.FromSeconds(0.8 * Math.Max(1, settings.Interval));

    public async Task<CheckOutcome> CheckAsync(Monitor monitor, CancellationToken cancellationToken)
    {
        var settings = monitor.Settings;
        var limit = LimitOf(settings);
        var config = KafkaConfig.Of(settings, limit);
        if (string.IsNullOrWhiteSpace(settings.KafkaProducerTopic))
        {
            throw new CheckFailedException("No Kafka topic configured");
        }

        var start = time.GetTimestamp();
        using var deadline = new Deadline(limit, time, cancellationToken);
        var broken = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var producer = new ProducerBuilder<Null, string>(config)
            .SetLogHandler(static (_, _) => { })
            .SetErrorHandler((_, error) => Note(error, broken))
            .Build();
        try
        {
            var sending = SendAsync(producer, settings, deadline.Token);
            await Task.WhenAny(sending, broken.Task).WaitAsync(deadline.Token);
            if (!sending.IsCompleted)
            {
                throw new CheckFailedException($"Error in producer connection: {await broken.Task}");
            }

            await sending;
            return CheckOutcome.Up("Message sent successfully", Math.Round(time.GetElapsedTime(start).TotalMilliseconds));
        }
        catch (OperationCanceledException e) when (deadline.Passed)
        {
            throw new CheckFailedException("Timeout", e);
        }
        catch (KafkaException e)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new CheckFailedException($"Error sending message: {e.Error.Reason}", e);
        }
    }

    private static async Task SendAsync(IProducer<Null, string> producer, MonitorSettings settings, CancellationToken cancellationToken)
    {
        var topic = settings.KafkaProducerTopic!.Trim();
        if (!settings.KafkaProducerAllowAutoTopicCreation)
        {
            await RefuseUnknownAsync(producer, topic, cancellationToken);
        }

        var message = new Message<Null, string> { Value = settings.KafkaProducerMessage ?? "" };
        await producer.ProduceAsync(topic, message, cancellationToken);
    }

    /// <summary>A producer of this library always lets brokers make topics; a description does not.</summary>
    private static async Task RefuseUnknownAsync(IProducer<Null, string> producer, string topic, CancellationToken cancellationToken)
    {
        using var admin = new DependentAdminClientBuilder(producer.Handle).Build();
        try
        {
            await admin.DescribeTopicsAsync(TopicCollection.OfTopicNames([topic])).WaitAsync(cancellationToken);
        }
        catch (DescribeTopicsException e)
        {
            throw new CheckFailedException(
                $"Error sending message: {e.Results.TopicDescriptions.Select(one => one.Error.Reason).FirstOrDefault() ?? e.Error.Reason}", e);
        }
    }

    private static void Note(Error error, TaskCompletionSource<string> broken)
    {
        // A single connection that fails is no failure while another one may work.
        if (error.IsFatal || error.Code is ErrorCode.Local_AllBrokersDown or ErrorCode.Local_Authentication or ErrorCode.Local_Ssl or ErrorCode.Local_Resolve)
        {
            broken.TrySetResult(error.Reason);
        }
    }
}

/// <summary>The settings of a monitor in the words of the library.</summary>
internal static class KafkaConfig
{
    /// <exception cref="CheckFailedException">The settings cannot work.</exception>
    public static ProducerConfig Of(MonitorSettings settings, TimeSpan limit)
    {
        if (settings.KafkaProducerBrokers is not { Count: > 0 } brokers)
        {
            throw new CheckFailedException("No Kafka brokers configured");
        }

        var connect = settings.Timeout > 0 ? TimeSpan.FromSeconds(settings.Timeout) : limit;
        var config = new ProducerConfig
        {
            BootstrapServers = string.Join(',', brokers.Select(broker => broker.Trim())),
            ClientId = "Uptime-Kuma/2.5.3",
            MessageSendMaxRetries = 0,
            MessageTimeoutMs = Milliseconds(limit, 1),
            RequestTimeoutMs = Milliseconds(limit, 1),
            SocketTimeoutMs = Milliseconds(limit, 10),
            SocketConnectionSetupTimeoutMs = Milliseconds(connect, 1000),
            LingerMs = 0,
            Acks = Acks.All,
        };
        var secure = settings.KafkaProducerSsl;
        config.SecurityProtocol = secure ? SecurityProtocol.Ssl : SecurityProtocol.Plaintext;
        var sasl = Sasl(settings.KafkaProducerSaslOptions);
        if (sasl.GetValueOrDefault("mechanism") is { } name && name.ToLowerInvariant() is not ("none" or "") and var mechanism)
        {
            config.SecurityProtocol = secure ? SecurityProtocol.SaslSsl : SecurityProtocol.SaslPlaintext;
            config.SaslMechanism = mechanism switch
            {
                "plain" => SaslMechanism.Plain,
                "scram-sha-256" => SaslMechanism.ScramSha256,
                "scram-sha-512" => SaslMechanism.ScramSha512,
                _ => throw new CheckFailedException($"The SASL mechanism {name} is not supported: use plain, scram-sha-256 or scram-sha-512"),
            };
            config.SaslUsername = sasl.GetValueOrDefault("username") ?? "";
            config.SaslPassword = sasl.GetValueOrDefault("password") ?? "";
        }

        return config;
    }

    private static Dictionary<string, string> Sasl(string? json)
    {
        try
        {
            using var options = JsonDocument.Parse(string.IsNullOrWhiteSpace(json) ? "{}" : json);
            return options.RootElement.ValueKind is JsonValueKind.Object
                ? options.RootElement.EnumerateObject().ToDictionary(option => option.Name, option => option.Value.ToString(), StringComparer.Ordinal)
                : [];
        }
        catch (JsonException e)
        {
            throw new CheckFailedException("The SASL options are no JSON object", e);
        }
    }

    private static int Milliseconds(TimeSpan span, int least) => (int)Math.Clamp(span.TotalMilliseconds, least, 300_000);
}
