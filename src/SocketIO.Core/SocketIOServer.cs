using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SocketIO.Core.Diagnostics;
using SocketIO.Core.Engine;
using SocketIO.Core.Packets;

namespace SocketIO.Core;

/// <summary>A Socket.IO server. It is a singleton of the services, so that background work can broadcast too.</summary>
public sealed class SocketIOServer : IDisposable
{
    private readonly ConcurrentDictionary<string, Namespace> _namespaces = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private ParentNamespace[] _parents = [];

    /// <summary>Makes a server; the services do this.</summary>
    /// <param name="options">The settings.</param>
    /// <param name="logger">The log.</param>
    /// <param name="meters">Makes the meter; null for one of its own.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of range.</exception>
    public SocketIOServer(IOptions<SocketIOOptions> options, ILogger<SocketIOServer> logger, IMeterFactory? meters = null)
    {
        Options = options.Value;
        Options.Validate();
        Log = new ServerLog(logger);
        Metrics = new SocketIOMetrics(meters);
        Encoder = new PacketEncoder(Options.JsonSerializerOptions);
        Instance = RandomNumberGenerator.GetHexString(8, lowercase: true);
        Engine = new EngineServer(Options, Metrics, Log, (session, context) => new ClientConnection(this, session, context));
        Root = Of("/");
    }

    /// <summary>The settings.</summary>
    public SocketIOOptions Options { get; }

    /// <summary>The root namespace, <c>/</c>.</summary>
    public Namespace Root { get; }

    /// <summary>How many connections there are, whatever their namespaces.</summary>
    public int ConnectionCount => Engine.SessionCount;

    /// <inheritdoc cref="Namespace.Local" />
    public BroadcastOperator Local => Root.Local;

    /// <inheritdoc cref="Namespace.Volatile" />
    public BroadcastOperator Volatile => Root.Volatile;

    internal EngineServer Engine { get; }

    internal PacketEncoder Encoder { get; }

    internal ServerLog Log { get; }

    internal SocketIOMetrics Metrics { get; }

    internal string Instance { get; }

    /// <summary>The namespace with a name; it is made if it is new.</summary>
    /// <param name="name">The name; a missing leading slash is added.</param>
    /// <returns>The namespace.</returns>
    public Namespace Of(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var full = name.StartsWith('/') ? name : "/" + name;
        return _namespaces.GetOrAdd(full, key => new Namespace(this, key, parent: null));
    }

    /// <summary>Makes namespaces on demand.</summary>
    /// <param name="predicate">Lets a name in or not; the first of several that does wins.</param>
    /// <returns>What the new namespaces have in common.</returns>
    public ParentNamespace Of(NamespacePredicate predicate)
    {
        var parent = new ParentNamespace(this, predicate);
        lock (_gate)
        {
            _parents = [.. _parents, parent];
        }

        return parent;
    }

    /// <summary>Makes namespaces on demand whose name matches a pattern.</summary>
    /// <param name="pattern">The pattern; give it a match timeout.</param>
    /// <returns>What the new namespaces have in common.</returns>
    public ParentNamespace Of(Regex pattern) => Of((name, _) => ValueTask.FromResult(pattern.IsMatch(name)));

    /// <inheritdoc cref="Namespace.OnConnection" />
    public void OnConnection(Func<Socket, ValueTask> handler) => Root.OnConnection(handler);

    /// <inheritdoc cref="Namespace.Use" />
    public void Use(Func<Socket, ValueTask<ConnectRefusal?>> middleware) => Root.Use(middleware);

    /// <inheritdoc cref="BroadcastOperator.To(string)" />
    public BroadcastOperator To(string room) => Root.To(room);

    /// <inheritdoc cref="BroadcastOperator.To(IEnumerable{string})" />
    public BroadcastOperator To(IEnumerable<string> rooms) => Root.To(rooms);

    /// <inheritdoc cref="BroadcastOperator.In(string)" />
    public BroadcastOperator In(string room) => Root.To(room);

    /// <inheritdoc cref="BroadcastOperator.Except(string)" />
    public BroadcastOperator Except(string room) => Root.Except(room);

    /// <inheritdoc cref="BroadcastOperator.Compress(bool)" />
    public BroadcastOperator Compress(bool compress) => Root.Compress(compress);

    /// <inheritdoc cref="BroadcastOperator.Timeout(TimeSpan)" />
    public BroadcastOperator Timeout(TimeSpan timeout) => Root.Timeout(timeout);

    /// <inheritdoc cref="Namespace.EmitAsync" />
    public ValueTask EmitAsync(string eventName, params ReadOnlySpan<object?> args) => Root.EmitAsync(eventName, args);

    /// <inheritdoc cref="Namespace.FetchSocketsAsync" />
    public ValueTask<IReadOnlyList<RemoteSocket>> FetchSocketsAsync() => Root.FetchSocketsAsync();

    /// <inheritdoc cref="Namespace.SocketsJoinAsync" />
    public ValueTask SocketsJoinAsync(params IReadOnlyCollection<string> rooms) => Root.SocketsJoinAsync(rooms);

    /// <inheritdoc cref="Namespace.SocketsLeaveAsync" />
    public ValueTask SocketsLeaveAsync(params IReadOnlyCollection<string> rooms) => Root.SocketsLeaveAsync(rooms);

    /// <inheritdoc cref="Namespace.DisconnectSocketsAsync" />
    public ValueTask DisconnectSocketsAsync(bool closeConnection = false) => Root.DisconnectSocketsAsync(closeConnection);

    /// <summary>How many local sockets are in a room of the root namespace. Cheap: callers skip work when nobody listens.</summary>
    /// <param name="room">The room.</param>
    /// <returns>The number.</returns>
    public int RoomSize(string room) => Root.RoomSize(room);

    /// <summary>Disconnects every socket with the reason <c>server shutting down</c>, closes the connections and takes no new ones.</summary>
    /// <param name="cancellationToken">Gives up the wait for adapters.</param>
    /// <returns>A task that ends when the adapters are closed.</returns>
    public async ValueTask CloseAsync(CancellationToken cancellationToken)
    {
        foreach (var nsp in _namespaces.Values)
        {
            foreach (var socket in nsp.GetSockets())
            {
                socket.Close(CloseReasons.ServerShuttingDown);
            }

            await nsp.Adapter.DisposeAsync().AsTask().WaitAsync(cancellationToken);
        }

        Engine.Close();
    }

    /// <inheritdoc cref="CloseAsync(CancellationToken)" />
    public ValueTask CloseAsync() => CloseAsync(CancellationToken.None);

    /// <inheritdoc />
    public void Dispose()
    {
        Engine.Dispose();
        Metrics.Dispose();
    }

    internal Task HandleAsync(HttpContext context) => Engine.HandleAsync(context);

    internal Namespace AddNamespace(string name, ParentNamespace parent) => _namespaces.GetOrAdd(name, key => new Namespace(this, key, parent));

    internal void RemoveNamespace(Namespace nsp) => _namespaces.TryRemove(KeyValuePair.Create(nsp.Name, nsp));

    internal async ValueTask<Namespace?> FindNamespaceAsync(string name, JsonElement? auth)
    {
        if (_namespaces.TryGetValue(name, out var found))
        {
            return found;
        }

        foreach (var parent in _parents)
        {
            try
            {
                if (await parent.Predicate(name, auth))
                {
                    return parent.GetChild(name);
                }
            }
            catch (Exception exception)
            {
                Log.CallbackFailed(exception, "namespace");
            }
        }

        return null;
    }

    /// <summary>Calls a handler of the application; what it throws is logged and goes no further.</summary>
    internal void Guard(Func<ValueTask> call, string kind)
    {
        try
        {
            var task = call();
            if (!task.IsCompletedSuccessfully)
            {
                _ = ObserveAsync(task, kind);
            }
        }
        catch (Exception exception)
        {
            Log.CallbackFailed(exception, kind);
        }
    }

    private async Task ObserveAsync(ValueTask task, string kind)
    {
        try
        {
            await task;
        }
        catch (Exception exception)
        {
            Log.CallbackFailed(exception, kind);
        }
    }
}
