namespace SocketIO.Core.Fuzz;

/// <summary>Something that reads hostile bytes.</summary>
internal interface IFuzzTarget
{
    string Name { get; }

    /// <summary>The file with the first inputs.</summary>
    string Corpus { get; }

    /// <summary>Feeds one input. An exception is a finding.</summary>
    /// <returns>What came of it, in short; an input with a new outcome is kept and mutated further.</returns>
    ValueTask<string> FeedAsync(byte[] input, Random random);
}

internal static class Targets
{
    public static IFuzzTarget[] All { get; } = [new PacketTarget(), new PayloadTarget(), new FrameTarget()];
}
