using System.Text.Json;
using Kuma.Application.Common;
using SocketIO.Core;

namespace Kuma.Web.Sockets;

/// <summary>
/// Takes an event from the wire to its entry in the map and its acknowledgement back. Whatever goes wrong stays in here: bad arguments get
/// a clear refusal, a failure gets a generic one with a correlation id, whose details are in the log.
/// </summary>
internal sealed partial class EventDispatcher(EventMap map, IServiceProvider services, JsonSerializerOptions json, ILogger<EventDispatcher> logger)
{
    public async ValueTask DispatchAsync(ClientSession session, SocketEvent message, CancellationToken cancellationToken)
    {
        if (!map.Entries.TryGetValue(message.Name, out var entry))
        {
            return; // As in the original: no acknowledgement for what nobody knows.
        }

        await using var scope = services.CreateAsyncScope();
        var values = new JsonElement[message.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = message[i];
        }

        var call = new EventCall(session, new EventArguments(values), message.WantsAck, scope.ServiceProvider, cancellationToken);
        var ack = await HandleAsync(entry, call);
        if (ack is not null && message.WantsAck)
        {
            await (ack.IsEmpty ? message.AckAsync() : message.AckAsync(new RawJson(ack.ToJson(json))));
        }

        if (entry.AfterAck is { } afterAck && ack is { IsRefusal: false })
        {
            await HandleAsync(entry with { Handle = async c => { await afterAck(c); return null; } }, call);
        }
    }

    private async ValueTask<Ack?> HandleAsync(EventEntry entry, EventCall call)
    {
        try
        {
            call.Arguments.RequireText();
            return await entry.Handle(call);
        }
        catch (BadArgumentException e)
        {
            return !call.Actor.IsSignedIn && entry.Request is { } request && !request.IsDefined(typeof(AllowAnonymousAttribute), inherit: false)
                ? entry.Refuse(CommonErrors.NotSignedIn)
                : entry.Refuse(e.Error);
        }
        catch (OperationCanceledException) when (call.CancellationToken.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception e)
        {
            var correlation = Guid.NewGuid().ToString("N")[..12];
            Log.EventFailed(logger, entry.Name, correlation, e);
            return entry.Refuse(new Error("failure", $"Something went wrong on the server (reference {correlation})."));
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 3001, Level = LogLevel.Error, Message = "The event {Name} failed; clients were told reference {Correlation}.")]
        public static partial void EventFailed(ILogger logger, string name, string correlation, Exception exception);
    }
}
