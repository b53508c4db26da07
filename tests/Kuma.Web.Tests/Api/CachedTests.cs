using Kuma.Web.Api;
using Microsoft.Extensions.Time.Testing;

namespace Kuma.Web.Tests.Api;

public sealed class CachedTests
{
    private readonly FakeTimeProvider _time = new();
    private TaskCompletionSource<int> _making = new();
    private long _version;
    private int _made;

    [Fact]
    public async Task Many_callers_wait_for_one_making()
    {
        var cached = Make();
        var callers = Enumerable.Range(0, 100).Select(_ => cached.GetAsync().AsTask()).ToList();

        _making.SetResult(7);

        (await Task.WhenAll(callers)).ShouldAllBe(value => value == 7);
        _made.ShouldBe(1);
    }

    [Fact]
    public async Task A_value_that_changed_while_it_was_made_is_made_anew()
    {
        var cached = Make();
        var first = cached.GetAsync();
        _version++;
        _making.SetResult(1);
        (await first).ShouldBe(1);

        _making = new TaskCompletionSource<int>();
        var second = cached.GetAsync();
        _making.SetResult(2);

        (await second).ShouldBe(2);
        cached.Peek().ShouldBe(2);
    }

    [Fact]
    public async Task A_failed_making_is_not_kept()
    {
        var cached = Make();
        var first = cached.GetAsync();
        _making.SetException(new InvalidOperationException("no"));
        await Should.ThrowAsync<InvalidOperationException>(async () => await first);

        _making = new TaskCompletionSource<int>();
        _making.SetResult(3);

        (await cached.GetAsync()).ShouldBe(3);
    }

    [Fact]
    public async Task A_value_grows_old()
    {
        var cached = Make();
        _making.SetResult(1);
        await cached.GetAsync();

        _time.Advance(TimeSpan.FromMinutes(1));

        cached.Peek().ShouldBe(0);
    }

    private Cached<int> Make() => new(
        () =>
        {
            _made++;
            return _making.Task;
        },
        () => _version,
        _time,
        TimeSpan.FromMinutes(1));
}
