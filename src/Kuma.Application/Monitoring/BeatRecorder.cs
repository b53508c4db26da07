using Kuma.Domain.Heartbeats;

namespace Kuma.Application.Monitoring;

/// <summary>Turns an observation into a stored beat: decide, hand over to the log, step to the next state, in one lock per monitor.</summary>
public sealed class BeatRecorder(BeatStates states, IBeatLog log)
{
    /// <summary>Decides and queues a beat.</summary>
    /// <param name="monitor">The monitor, as it was when the check began.</param>
    /// <param name="generation">The check loop's generation; <c>null</c> for a push request, which belongs to none.</param>
    /// <param name="decide">The rules, given the newest state; <c>null</c> when there is nothing to record after all.</param>
    /// <param name="complete">Adds what is stored with the beat.</param>
    /// <returns>The beat and the task of its commit; <c>null</c> when there is none, or the monitor was stopped, edited or deleted meanwhile.</returns>
    public RecordedBeat? Record(
        Monitor monitor,
        int? generation,
        Func<BeatState, BeatDecision?> decide,
        Func<BeatRecord, BeatRecord>? complete = null)
    {
        RecordedBeat? recorded = null;
        var stepped = states.Of(monitor.Id).TryStep(generation, previous =>
        {
            if (decide(previous) is not { } decision)
            {
                return previous;
            }

            var record = new BeatRecord
            {
                Beat = decision.Beat,
                Monitor = monitor,
                FromPush = generation is null,
                Notify = decision.Notify,
                LastDownTime = previous.LastDownTime,
            };
            var committed = log.WriteAsync(complete is null ? record : complete(record), CancellationToken.None);
            recorded = new RecordedBeat(decision, committed);

            // A beat that the log refused never happened: the next one is judged against the state before it.
            return committed.IsFaulted ? previous : decision.Next;
        });
        return stepped ? recorded : null;
    }
}

/// <summary>A queued beat; <paramref name="Committed"/> ends when it is in the database.</summary>
public sealed record RecordedBeat(BeatDecision Decision, Task Committed);
