using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace SocketIO.Core.Engine;

/// <summary>
/// Lets a WebSocket outlive the request that opened it. The request ends with the handshake, so the web server lets go of it, and the connection
/// goes on here, in the middleware under HTTP. To the transport this is what aborts the connection, as the request is elsewhere.
/// </summary>
internal sealed class ConnectionHandover : IConnectionHeartbeatFeature, IHttpRequestLifetimeFeature
{
    private readonly ConnectionContext _connection;
    private readonly IConnectionHeartbeatFeature _heartbeat;
    private readonly IDuplexPipe _pipe;
    private Action<object>? _beat;
    private object? _beating;
    private Func<Task>? _continuation;

    private ConnectionHandover(ConnectionContext connection, IConnectionHeartbeatFeature heartbeat)
    {
        _connection = connection;
        _heartbeat = heartbeat;
        _pipe = connection.Transport;
    }

    public CancellationToken RequestAborted
    {
        get => _connection.ConnectionClosed;
        set => throw new NotSupportedException("The request is over.");
    }

    public void Abort() => _connection.Abort();

    /// <summary>Runs HTTP on the connection, and then what a request has left behind.</summary>
    public static Task RunAsync(ConnectionContext connection, ConnectionDelegate http)
    {
        if (connection.Features.Get<IConnectionHeartbeatFeature>() is not { } heartbeat)
        {
            return http(connection);
        }

        var handover = new ConnectionHandover(connection, heartbeat);
        connection.Features.Set<IConnectionHeartbeatFeature>(handover);
        return handover.RunAsync(http);
    }

    /// <summary>That of the request's connection, if the pipe is the one that it would go on with.</summary>
    public static ConnectionHandover? Find(HttpContext context, IDuplexPipe pipe) =>
        context.Features.Get<IConnectionHeartbeatFeature>() is ConnectionHandover handover && ReferenceEquals(handover._pipe, pipe) ? handover : null;

    /// <summary>Has this run when the request is over, whatever becomes of the connection meanwhile.</summary>
    public void Continue(Func<Task> continuation) => _continuation = continuation;

    /// <summary>
    /// HTTP asks for the heartbeat of its timeouts, and can be taken out of that list by nobody: it goes in by this object, which can forget it.
    /// </summary>
    public void OnHeartbeat(Action<object> action, object state)
    {
        if (_beat is not null)
        {
            _heartbeat.OnHeartbeat(action, state);
            return;
        }

        _beating = state;
        _beat = action;
        _heartbeat.OnHeartbeat(static self => ((ConnectionHandover)self).Beat(), this);
    }

    private async Task RunAsync(ConnectionDelegate http)
    {
        try
        {
            await http(_connection);
        }
        finally
        {
            if (_continuation is { } continuation)
            {
                _continuation = null;
                _beating = null;
                await continuation();
            }
        }
    }

    private void Beat()
    {
        if (_beating is { } state)
        {
            _beat!(state);
        }
    }
}
