namespace Kuma.Application.Monitoring;

/// <summary>Puts beats into the words and the JSON that notifications carry; called when their batch is stored.</summary>
public interface IBeatMessages
{
    /// <summary>One message per beat, in the same order.</summary>
    ValueTask<IReadOnlyList<BeatMessage>> OfAsync(IReadOnlyList<BeatRecord> records, CancellationToken cancellationToken);
}

/// <summary>What an outbox row holds besides its target.</summary>
/// <param name="Text">The message for people.</param>
/// <param name="MonitorJson">The monitor as clients see it, without its secrets; <c>null</c> when it was deleted meanwhile.</param>
/// <param name="HeartbeatJson">The heartbeat object of spec/engine.md section 6.</param>
public sealed record BeatMessage(string Text, string? MonitorJson, string HeartbeatJson);
