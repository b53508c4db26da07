namespace Kuma.Application.Monitoring;

/// <summary>Puts a beat into the words and the JSON that a notification carries; called when its batch is stored.</summary>
public interface IBeatMessages
{
    ValueTask<BeatMessage> OfAsync(BeatRecord record, CancellationToken cancellationToken);
}

/// <summary>What an outbox row holds besides its target.</summary>
/// <param name="Text">The message for people.</param>
/// <param name="MonitorJson">The reduced monitor object; <c>null</c> when there is none.</param>
/// <param name="HeartbeatJson">The heartbeat object of spec/engine.md section 6.</param>
public sealed record BeatMessage(string Text, string? MonitorJson, string HeartbeatJson);
