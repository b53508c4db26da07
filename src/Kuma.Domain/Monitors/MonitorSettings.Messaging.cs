using Kuma.Domain.Common;

namespace Kuma.Domain.Monitors;

public sealed partial record MonitorSettings
{
    // Messaging, RPC, databases
    public string? MqttTopic { get; init; }

    public string? MqttSuccessMessage { get; init; }

    public string MqttCheckType { get; init; } = "keyword";

    public string? MqttUsername { get; init; }

    public string? MqttPassword { get; init; }

    public string? MqttWebsocketPath { get; init; }

    public string? GrpcUrl { get; init; }

    public string? GrpcServiceName { get; init; }

    public string? GrpcMethod { get; init; }

    public string? GrpcProtobuf { get; init; }

    public bool GrpcEnableTls { get; init; }

    public string? GrpcBody { get; init; }

    public string? GrpcMetadata { get; init; }

    public IReadOnlyList<string>? KafkaProducerBrokers { get; init; }

    public string? KafkaProducerTopic { get; init; }

    public string? KafkaProducerMessage { get; init; }

    public bool KafkaProducerSsl { get; init; }

    public bool KafkaProducerAllowAutoTopicCreation { get; init; }

    /// <summary>JSON object.</summary>
    public string? KafkaProducerSaslOptions { get; init; }

    public IReadOnlyList<string>? RabbitmqNodes { get; init; }

    public string? RabbitmqUsername { get; init; }

    public string? RabbitmqPassword { get; init; }

    public string? DatabaseConnectionString { get; init; }

    public string? DatabaseQuery { get; init; }

    public string? RadiusUsername { get; init; }

    public string? RadiusSecret { get; init; }

    public string? RadiusPassword { get; init; }

    public string? RadiusCalledStationId { get; init; }

    public string? RadiusCallingStationId { get; init; }

    public string? PushToken { get; init; }

    /// <summary>Accepted on input, never sent back.</summary>
    public int? ManualStatus { get; init; }
}
