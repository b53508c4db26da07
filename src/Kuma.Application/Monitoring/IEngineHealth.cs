namespace Kuma.Application.Monitoring;

/// <summary>Whether the engine does its work; for <c>/healthz</c> and <c>/readyz</c>.</summary>
public interface IEngineHealth
{
    EngineHealth Now { get; }
}

/// <summary>A look at the engine.</summary>
/// <param name="Started">The live board is loaded and the first checks are scheduled.</param>
/// <param name="DatabaseWritable">The last batch could be committed, or none has been needed yet.</param>
/// <param name="KeepingUp">Checks start in time and beats are not piling up.</param>
/// <param name="Monitors">How many monitors are scheduled.</param>
/// <param name="ChecksInFlight">How many checks run now.</param>
/// <param name="BeatsWaiting">How many beats wait to be written.</param>
public sealed record EngineHealth(
    bool Started, bool DatabaseWritable, bool KeepingUp, int Monitors, int ChecksInFlight, int BeatsWaiting);
