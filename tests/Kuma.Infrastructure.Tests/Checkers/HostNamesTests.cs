using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Kuma.Infrastructure.Checkers.Names;
using Kuma.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Kuma.Infrastructure.Tests.Checkers;

/// <summary>The one resolver: what is asked, how often, and who waits for whom.</summary>
public sealed class HostNamesTests : IDisposable
{
    private static readonly IPAddress Address = IPAddress.Parse("192.0.2.7");

    private readonly FakeTimeProvider _time = new();
    private readonly ConcurrentQueue<string> _asked = new();
    private readonly ManualResetEventSlim _silence = new();

    public void Dispose() => _silence.Set();

    [Fact]
    public async Task A_thousand_who_ask_for_one_name_at_once_make_one_lookup()
    {
        var names = Names();

        var answers = Enumerable.Range(0, 1000).Select(_ => names.FindAsync("silent", AddressFamily.Unspecified, CancellationToken.None)).ToList();
        _silence.Set();

        (await Task.WhenAll(answers)).ShouldAllBe(addresses => addresses.Single().Equals(Address));
        _asked.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("good", 2)]
    [InlineData("dead", 1)]
    public async Task An_answer_holds_for_a_moment_and_a_failure_for_less(string name, double seconds)
    {
        var names = Names();
        await TryAsync(names, name);

        _time.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
        await TryAsync(names, name);
        _asked.Count.ShouldBe(1);

        _time.Advance(TimeSpan.FromMilliseconds(1));
        await TryAsync(names, name);
        _asked.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("dead", "ENOTFOUND")]
    [InlineData("again", "EAI_AGAIN")]
    [InlineData("nothing", "ENOTFOUND")]
    [InlineData("..", "ENOTFOUND")]
    public async Task A_failure_is_told_by_its_code_and_without_an_exception(string name, string code)
    {
        var answer = await TryAsync(Names(), name);

        (answer!.Addresses.Length, answer.Code).ShouldBe((0, code));
    }

    [Fact]
    public async Task Another_family_is_another_question()
    {
        var names = Names();

        await names.FindAsync("good", AddressFamily.InterNetwork, CancellationToken.None);
        await names.FindAsync("good", AddressFamily.InterNetworkV6, CancellationToken.None);

        _asked.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Who_has_no_time_left_is_let_go_while_the_lookup_hangs()
    {
        using var late = new CancellationTokenSource();
        var waiting = Names().TryFindAsync("silent", AddressFamily.Unspecified, late.Token).AsTask();
        await Eventually.TrueAsync(() => _asked.Count == 1, "the resolver is asked");

        await late.CancelAsync();

        (await waiting).ShouldBeNull();
    }

    [Fact]
    public async Task A_name_that_nobody_waits_for_any_more_is_not_asked_for()
    {
        var names = Names(threads: 1);
        var hanging = TryAsync(names, "silent");
        await Eventually.TrueAsync(() => _asked.Count == 1, "the resolver is asked");
        using (var late = new CancellationTokenSource())
        {
            var waiting = names.TryFindAsync("left", AddressFamily.Unspecified, late.Token).AsTask();
            await late.CancelAsync();
            (await waiting).ShouldBeNull();
        }

        _silence.Set();
        await hanging;
        await TryAsync(names, "good");

        _asked.ShouldBe(["silent", "good"]);
    }

    [Fact]
    public async Task A_new_name_that_will_be_answered_overtakes_thousands_that_are_not()
    {
        var names = Names(new Scout(name => name.Host.StartsWith("good", StringComparison.Ordinal)), threads: 2);
        var hanging = Enumerable.Range(0, 5000).Select(n => TryAsync(names, $"silent-{n}")).ToList();

        (await TryAsync(names, "good")).ShouldNotBeNull().Addresses.ShouldBe([Address]);

        hanging.ShouldAllBe(lookup => !lookup.IsCompleted);
        _silence.Set();
        await Task.WhenAll(hanging);
    }

    [Fact]
    public async Task A_name_whose_server_was_silent_once_is_scouted_again_by_its_next_check()
    {
        var isBack = false;
        var names = Names(new Scout(name => isBack && name.Host is "good"), threads: 1);
        var hanging = TryAsync(names, "silent");
        var first = TryAsync(names, "good");
        isBack = true;

        var second = await TryAsync(names, "good");

        second.ShouldNotBeNull().Error.ShouldBe(SocketError.Success);
        (await first).ShouldBe(second);
        _silence.Set();
        await hanging;
    }

    [Fact]
    public async Task Without_a_queue_no_scout_goes()
    {
        var scouted = 0;
        var names = Names(new Scout(_ => Interlocked.Increment(ref scouted) > 0), threads: 4);

        await Task.WhenAll(TryAsync(names, "good"), TryAsync(names, "dead"));

        scouted.ShouldBe(0);
    }

    [Fact]
    public async Task The_machines_own_names_resolve()
    {
        var addresses = await HostNames.Shared.FindAsync("localhost", AddressFamily.Unspecified, TestContext.Current.CancellationToken);

        addresses.ShouldContain(address => IPAddress.IsLoopback(address));
    }

    private static Task<NameAnswer?> TryAsync(HostNames names, string name) =>
        names.TryFindAsync(name, AddressFamily.Unspecified, TestContext.Current.CancellationToken).AsTask();

    private HostNames Names(INameScout? scout = null, int threads = 4) => new(Ask, scout, _time, threads);

    private IPAddress[] Ask(string name, AddressFamily family)
    {
        _asked.Enqueue(name);
        switch (name.Split('-')[0])
        {
            case "silent":
                _silence.Wait(CancellationToken.None);
                return [Address];
            case "dead":
                throw new SocketException((int)SocketError.HostNotFound);
            case "again":
                throw new SocketException((int)SocketError.TryAgain);
            case "nothing":
                return [];
            case "..":
                throw new ArgumentException("No name.", nameof(name));
            default:
                return [Address];
        }
    }

    private sealed class Scout(Func<NameKey, bool> judge) : INameScout
    {
        public Task<bool> WillAnswerAsync(NameKey name) => Task.FromResult(judge(name));
    }
}
