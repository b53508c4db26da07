namespace SocketIO.Core;

/// <summary>
/// The handlers of a socket by event name. A few names lie in one array that is searched in order, because every idle connection has such a
/// table; more are found through a dictionary. Not safe by itself: the socket's gate guards it.
/// </summary>
internal struct HandlerTable
{
    private const int Few = 8;

    private HandlerList[]? _few;
    private Dictionary<string, HandlerList>? _many;

    public readonly HandlerList Find(ReadOnlySpan<char> name)
    {
        if (_many is not null)
        {
            return _many.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out var found) ? found : default;
        }

        foreach (var handlers in _few ?? [])
        {
            if (name.SequenceEqual(handlers.Name))
            {
                return handlers;
            }
        }

        return default;
    }

    public void Add(string name, Func<SocketEvent, ValueTask> handler)
    {
        var present = Find(name);
        Put(new HandlerList(present.Name ?? name, present.With(handler)));
    }

    /// <summary>Removes one handler, or with null all of the name.</summary>
    public void Remove(string name, Func<SocketEvent, ValueTask>? handler)
    {
        var present = Find(name);
        if (present.Name is not null)
        {
            Put(new HandlerList(present.Name, present.Without(handler)));
        }
    }

    private void Put(HandlerList handlers)
    {
        if (_many is not null)
        {
            _many[handlers.Name!] = handlers;
            return;
        }

        var others = Array.FindAll(_few ?? [], other => !string.Equals(other.Name, handlers.Name, StringComparison.Ordinal));
        _few = handlers.Count == 0 ? others : [.. others, handlers];
        if (_few.Length > Few)
        {
            _many = _few.ToDictionary(entry => entry.Name!, StringComparer.Ordinal);
            _few = null;
        }
    }
}

/// <summary>The handlers of one event, in the order they were added. One alone needs no array.</summary>
/// <param name="name">The event.</param>
/// <param name="handlers">A handler, an array of them, or nothing.</param>
internal readonly struct HandlerList(string? name, object? handlers)
{
    private readonly object? _handlers = handlers;

    /// <summary>The event; null when there is no such entry.</summary>
    public string? Name { get; } = name;

    public int Count => _handlers switch { null => 0, Func<SocketEvent, ValueTask> => 1, var many => ((Func<SocketEvent, ValueTask>[])many).Length };

    public Func<SocketEvent, ValueTask> this[int index] => _handlers as Func<SocketEvent, ValueTask> ?? ((Func<SocketEvent, ValueTask>[])_handlers!)[index];

    public object With(Func<SocketEvent, ValueTask> handler) => Count == 0 ? handler : (Func<SocketEvent, ValueTask>[])[.. All(), handler];

    public object? Without(Func<SocketEvent, ValueTask>? handler) =>
        handler is null ? null : All().Where(other => other != handler).ToArray() is { Length: > 0 } left ? left : null;

    private IEnumerable<Func<SocketEvent, ValueTask>> All()
    {
        for (var i = 0; i < Count; i++)
        {
            yield return this[i];
        }
    }
}
