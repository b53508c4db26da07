using System.Threading.Channels;

namespace Kuma.Infrastructure.Engine;

/// <summary>Work that follows from beats and must not hold them up: done one after another; a full queue takes no more.</summary>
internal sealed class SideWork(int capacity)
{
    private readonly Channel<Func<CancellationToken, Task>> _queue = Channel.CreateBounded<Func<CancellationToken, Task>>(
        new BoundedChannelOptions(capacity) { SingleReader = true });

    /// <summary>Adds work; it must not throw. False when the queue is full.</summary>
    public bool TryAdd(Func<CancellationToken, Task> work) => _queue.Writer.TryWrite(work);

    public async Task RunAsync(CancellationToken stopping)
    {
        await foreach (var work in _queue.Reader.ReadAllAsync(stopping))
        {
            await work(stopping);
        }
    }

    /// <summary>Ends when all that was added so far has been done.</summary>
    public async Task IdleAsync()
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await _queue.Writer.WriteAsync(_ =>
        {
            done.SetResult();
            return Task.CompletedTask;
        });
        await done.Task;
    }
}
