using Kuma.Testing;
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

    [Fact]
    public async Task A_value_that_is_merely_old_is_served_while_the_next_is_made()
    {
        var cached = Make();
        _making.SetResult(1);
        await cached.GetAsync();
        _making = new TaskCompletionSource<int>();

        _time.Advance(TimeSpan.FromMinutes(1));

        (await cached.GetAsync()).ShouldBe(1);
        (await cached.GetAsync()).ShouldBe(1);
        _making.SetResult(2);
        await Eventually.TrueAsync(() => cached.Peek() == 2, "the next value is there");
        _made.ShouldBe(2);
    }

    [Fact]
    public async Task An_old_value_outlives_a_failure_to_make_the_next()
    {
        var cached = Make();
        _making.SetResult(1);
        await cached.GetAsync();
        _making = new TaskCompletionSource<int>();
        _making.SetException(new InvalidOperationException("no"));

        _time.Advance(TimeSpan.FromMinutes(1));

        (await cached.GetAsync()).ShouldBe(1);
        await Eventually.TrueAsync(() => _made == 2, "the next value was tried");
        (await cached.GetAsync()).ShouldBe(1);
        _time.Advance(TimeSpan.FromMinutes(1));
        await Should.ThrowAsync<InvalidOperationException>(async () => await cached.GetAsync());
    }

    [Fact]
    public async Task A_value_that_has_changed_is_never_served()
    {
        var cached = Make();
        _making.SetResult(1);
        await cached.GetAsync();
        _making = new TaskCompletionSource<int>();
        _version++;

        _time.Advance(TimeSpan.FromMinutes(1));
        var next = cached.GetAsync();
        next.IsCompleted.ShouldBeFalse();
        _making.SetResult(2);

        (await next).ShouldBe(2);
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
