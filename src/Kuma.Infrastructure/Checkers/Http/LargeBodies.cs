namespace Kuma.Infrastructure.Checkers.Http;

/// <summary>
/// How many checks work on a large body at once: as many as an eighth of this process's memory holds, half of it for bodies of up to a megabyte and half for
/// larger ones. The others leave theirs on the wire until it is their turn, within their own time limit. One per process, like its memory.
/// </summary>
internal static class LargeBodies
{
    /// <summary>A body of more bytes than this is large.</summary>
    public const int Threshold = 128 * 1024;

    private const int Megabyte = 1024 * 1024;

    // What a body becomes: its bytes, its text, and what is made of that.
    private static readonly SemaphoreSlim UpToMegabyte = Places(each: 6 * Megabyte, least: 2, most: 512);
    private static readonly SemaphoreSlim Larger = Places(each: 60 * Megabyte, least: 1, most: 32);

    private static SemaphoreSlim Places(int each, int least, int most) =>
        new((int)Math.Clamp(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 16 / each, least, most));

    /// <summary>A check's place; it need not have one, and gives it back when the check is over.</summary>
    public sealed class Place : IDisposable
    {
        private SemaphoreSlim? _taken;

        /// <summary>Waits for a place that a body of more than <paramref name="length"/> bytes needs, unless this check has it.</summary>
        public async ValueTask TakeAsync(int length, CancellationToken cancellationToken)
        {
            var needed = length < Threshold ? null : length < Megabyte ? UpToMegabyte : Larger;
            if (needed is null || needed == _taken || _taken == Larger)
            {
                return;
            }

            await needed.WaitAsync(cancellationToken);
            _taken?.Release();
            _taken = needed;
        }

        public void Dispose()
        {
            _taken?.Release();
            _taken = null;
        }
    }
}
