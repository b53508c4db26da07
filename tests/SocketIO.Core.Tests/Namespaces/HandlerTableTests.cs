namespace SocketIO.Core.Tests.Namespaces;

public sealed class HandlerTableTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(100)]
    public void Each_of_a_few_or_of_many_names_has_its_own_handlers_in_the_order_they_were_added(int names)
    {
        var table = default(HandlerTable);
        var handlers = Enumerable.Range(0, names * 3).Select(_ => Handler()).ToList();

        for (var i = 0; i < handlers.Count; i++)
        {
            table.Add($"event-{i % names}", handlers[i]);
        }

        for (var name = 0; name < names; name++)
        {
            Find(table, $"event-{name}").ShouldBe([handlers[name], handlers[name + names], handlers[name + (2 * names)]]);
        }

        Find(table, "event").ShouldBeEmpty();
        Find(table, string.Empty).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    public void A_handler_that_is_removed_leaves_the_others(int names)
    {
        var table = default(HandlerTable);
        var (first, second, third) = (Handler(), Handler(), Handler());
        for (var i = 1; i < names; i++)
        {
            table.Add($"other-{i}", first);
        }

        table.Add("a", first);
        table.Add("a", second);
        table.Add("a", third);

        table.Remove("a", second);
        Find(table, "a").ShouldBe([first, third]);
        table.Remove("a", second);
        table.Remove("unknown", first);
        table.Remove("a", first);
        Find(table, "a").ShouldBe([third]);
        table.Remove("a", third);
        Find(table, "a").ShouldBeEmpty();
        table.Add("a", second);
        table.Add("a", first);
        table.Remove("a", handler: null);
        Find(table, "a").ShouldBeEmpty();
        table.Add("a", first);
        Find(table, "a").ShouldBe([first]);
    }

    private static Func<SocketEvent, ValueTask> Handler()
    {
        var own = new object();
        return _ => own is null ? throw new InvalidOperationException() : ValueTask.CompletedTask;
    }

    private static List<Func<SocketEvent, ValueTask>> Find(HandlerTable table, string name)
    {
        var found = table.Find(name);
        return [.. Enumerable.Range(0, found.Count).Select(i => found[i])];
    }
}
