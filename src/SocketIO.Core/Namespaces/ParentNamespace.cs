using System.Collections.Concurrent;
using System.Text.Json;

namespace SocketIO.Core;

/// <summary>Decides whether a namespace exists that nobody named before.</summary>
/// <param name="name">The name the client asks for.</param>
/// <param name="auth">The payload of its CONNECT packet, or null.</param>
/// <returns>True to make the namespace.</returns>
public delegate ValueTask<bool> NamespacePredicate(string name, JsonElement? auth);

/// <summary>The pattern of dynamic namespaces: what is set here goes for each namespace that the predicate lets in.</summary>
public sealed class ParentNamespace
{
    private readonly Lock _gate = new();
    private readonly SocketIOServer _server;
    private readonly ConcurrentDictionary<string, Namespace> _children = new(StringComparer.Ordinal);

    internal ParentNamespace(SocketIOServer server, NamespacePredicate predicate)
    {
        _server = server;
        Predicate = predicate;
    }

    /// <summary>The namespaces that were made.</summary>
    public IReadOnlyCollection<Namespace> Children => [.. _children.Values];

    internal NamespacePredicate Predicate { get; }

    internal Func<Socket, ValueTask>[] ConnectionHandlers { get; private set; } = [];

    internal Func<Socket, ValueTask<ConnectRefusal?>>[] Middleware { get; private set; } = [];

    /// <inheritdoc cref="Namespace.OnConnection" />
    public void OnConnection(Func<Socket, ValueTask> handler)
    {
        lock (_gate)
        {
            ConnectionHandlers = [.. ConnectionHandlers, handler];
        }
    }

    /// <inheritdoc cref="Namespace.Use" />
    public void Use(Func<Socket, ValueTask<ConnectRefusal?>> middleware)
    {
        lock (_gate)
        {
            Middleware = [.. Middleware, middleware];
        }
    }

    /// <summary>Sends an event to all sockets of all children.</summary>
    /// <param name="eventName">The name; not a reserved one.</param>
    /// <param name="args">The arguments.</param>
    /// <returns>A completed task.</returns>
    public ValueTask EmitAsync(string eventName, params ReadOnlySpan<object?> args)
    {
        foreach (var child in _children.Values)
        {
            child.All.Emit(eventName, args);
        }

        return ValueTask.CompletedTask;
    }

    internal Namespace GetChild(string name) => _children.GetOrAdd(name, key => _server.AddNamespace(key, this));

    internal void RemoveChild(Namespace child)
    {
        if (_children.TryRemove(KeyValuePair.Create(child.Name, child)))
        {
            _server.RemoveNamespace(child);
        }
    }
}
