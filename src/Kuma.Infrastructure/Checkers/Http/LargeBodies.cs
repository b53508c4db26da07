namespace Kuma.Infrastructure.Checkers.Http;

/// <summary>
/// How many checks work on a large body at once: as many as an eighth of this process's memory holds. The others leave theirs on the wire until it is
/// their turn, within their own time limit. One per process, like its memory.
/// </summary>
internal static class LargeBodies
{
    /// <summary>A body of more bytes than this is large.</summary>
    public const int Threshold = 128 * 1024;

    /// <summary>What a body of the largest size needs: its bytes, its text, and what is made of it.</summary>
    private const long Each = 64 * 1024 * 1024;

    private static readonly SemaphoreSlim Free = new((int)Math.Clamp(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 8 / Each, 1, 32));

    /// <summary>A check's place; it need not have one, and gives it back when the check is over.</summary>
    public sealed class Place : IDisposable
    {
        private bool _isTaken;

        /// <summary>Waits for a place, unless this check has one.</summary>
        public async ValueTask TakeAsync(CancellationToken cancellationToken)
        {
            if (!_isTaken)
            {
                await Free.WaitAsync(cancellationToken);
                _isTaken = true;
            }
        }

        public void Dispose()
        {
            if (_isTaken)
            {
                _isTaken = false;
                Free.Release();
            }
        }
    }
}
