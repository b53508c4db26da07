using Kuma.Application.Common;

namespace Kuma.Web.Sockets;

/// <summary>A feature's events.</summary>
internal interface ISocketEvents
{
    void Map(EventMap events);
}

/// <summary>Handles one call; the returned acknowledgement is sent when the client asked for one.</summary>
internal delegate ValueTask<Ack?> EventHandler(EventCall call);

/// <summary>One event: its name, how it is handled, how it is refused, and what follows the acknowledgement.</summary>
internal sealed record EventEntry(string Name, EventHandler Handle, Type? Request, Func<Error, Ack> Refuse, Func<EventCall, ValueTask>? AfterAck);

/// <summary>
/// The table of all events that clients may send, one line each. A line binds the arguments to a request, and says how its result becomes
/// the acknowledgement and what is pushed after it. Pushes before the acknowledgement come from the client feed, which hears of changes
/// through domain events while the handler runs. <c>refuse</c> is given where the wire's refusals have a form of their own.
/// </summary>
/// <example><code>
/// events.Command("pauseMonitor", (actor, args) => new PauseMonitor(actor, args.MonitorId(0)), () => Ack.Translated("successPaused"));
/// events.Query("getTags", (actor, _) => new ListTags(actor), tags => Ack.Ok().With("tags", tags));
/// </code></example>
internal sealed class EventMap
{
    private readonly Dictionary<string, EventEntry> _entries = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, EventEntry> Entries => _entries;

    public void Command<TCommand>(
        string name,
        Func<Actor, EventArguments, TCommand> bind,
        Func<Ack> ack,
        Func<EventCall, ValueTask>? afterAck = null,
        Func<Error, Ack>? refuse = null)
        where TCommand : ICommand =>
        Add(name, typeof(TCommand), afterAck, refuse, async call =>
        {
            var result = await call.SendAsync(bind(call.Actor, call.Arguments));
            return result.IsSuccess ? ack() : (refuse ?? Ack.Refused)(result.Error);
        });

    public void Command<TCommand, T>(
        string name,
        Func<Actor, EventArguments, TCommand> bind,
        Func<T, Ack> ack,
        Func<EventCall, ValueTask>? afterAck = null,
        Func<Error, Ack>? refuse = null)
        where TCommand : ICommand<T> =>
        Add(name, typeof(TCommand), afterAck, refuse, async call =>
        {
            var result = await call.SendAsync(bind(call.Actor, call.Arguments));
            return result.IsSuccess ? ack(result.Value) : (refuse ?? Ack.Refused)(result.Error);
        });

    public void Query<TQuery, T>(string name, Func<Actor, EventArguments, TQuery> bind, Func<T, Ack> ack)
        where TQuery : IQuery<T> =>
        Add(name, typeof(TQuery), afterAck: null, refuse: null, async call =>
        {
            var result = await call.SendAsync(bind(call.Actor, call.Arguments));
            return result.IsSuccess ? ack(result.Value) : Ack.Refused(result.Error);
        });

    /// <summary>An event that concerns the connection itself (signing in, rooms), or whose acknowledgement has a form of its own.</summary>
    public void Session(string name, EventHandler handle, Func<EventCall, ValueTask>? afterAck = null, Func<Error, Ack>? refuse = null) =>
        Add(name, request: null, afterAck, refuse, handle);

    /// <summary>As <see cref="Session"/>, but only for who is signed in.</summary>
    public void SignedIn(string name, EventHandler handle, Func<EventCall, ValueTask>? afterAck = null) =>
        Add(name, request: null, afterAck, refuse: null, call => call.Actor.IsSignedIn ? handle(call) : new(Ack.Refused(CommonErrors.NotSignedIn)));

    private void Add(string name, Type? request, Func<EventCall, ValueTask>? afterAck, Func<Error, Ack>? refuse, EventHandler handle)
    {
        if (!_entries.TryAdd(name, new EventEntry(name, handle, request, refuse ?? Ack.Refused, afterAck)))
        {
            throw new InvalidOperationException($"The event '{name}' is mapped twice.");
        }
    }
}
