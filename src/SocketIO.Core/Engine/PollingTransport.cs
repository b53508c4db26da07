using System.IO.Compression;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using SocketIO.Core.Packets;

namespace SocketIO.Core.Engine;

/// <summary>HTTP long-polling: one outstanding GET to receive, POSTs to send ("HTTP long-polling").</summary>
internal sealed partial class PollingTransport(EngineSession session) : Transport(session)
{
    private const int CompressionThreshold = 1024;

    private TaskCompletionSource<EncodedPacket?>? _poll;
    private CloseDeadline? _closeDeadline;
    private bool _isPosting;
    private HttpContext? _reading;
    private bool _isClosing;
    private bool _isEnded;
    private bool _isRefused;
    private bool _isPollLate;
    private UpgradePoll? _upgradePoll;

    public override string Name => "polling";

    /// <summary>Whether the session is closed and its last packets wait for a poll.</summary>
    public bool IsClosingLocked => _isClosing && !_isEnded;

    /// <summary>Whether a GET waits for packets.</summary>
    public bool HasPoll => _poll is not null;

    /// <summary>Whether the body of a POST is being taken.</summary>
    public bool IsPosting => _isPosting;

    public override bool IsWritableLocked => _poll is not null && Queue.Count == 0;

    public override void Kick()
    {
        TaskCompletionSource<EncodedPacket?>? poll;
        lock (Session.Gate)
        {
            if (Queue.Count == 0)
            {
                return;
            }

            poll = _poll;
            _poll = null;
        }

        poll?.TrySetResult(result: null);
    }

    /// <summary>
    /// Ends the outstanding poll with a <c>noop</c>, so that the client can pause polling and upgrade. One that began when the WebSocket was
    /// already there is held a moment longer: the upgrade packet may be on its way, and then the poll was a mistake.
    /// </summary>
    public void ReleaseForUpgrade()
    {
        if (_isPollLate)
        {
            Session.Server.UpgradePolls.Set(_upgradePoll ??= new UpgradePoll(this));
        }
        else
        {
            EndPollForUpgrade();
        }
    }

    /// <summary>The POST in hand is to be answered with status 400.</summary>
    public void RefuseRequest() => _isRefused = true;

    /// <summary>Sends what waits, then <c>close</c>. Without a poll the session waits for the next one, for a while.</summary>
    public override void Close()
    {
        TaskCompletionSource<EncodedPacket?>? poll;
        lock (Session.Gate)
        {
            poll = _poll;
            _poll = null;
            if (poll is null || Queue.Count > 0)
            {
                _isClosing = true;
            }
            else
            {
                _isEnded = true;
            }
        }

        if (_isClosing)
        {
            Session.Server.PollingCloseTimeouts.Set(_closeDeadline ??= new CloseDeadline(this));
            poll?.TrySetResult(result: null);
        }
        else
        {
            Session.Server.Remove(Session);
            poll?.TrySetResult(EnginePackets.Close);
            Session.Upgrade?.GiveUp();
        }
    }

    public override void Abort() => EndNow();

    /// <summary>Ends without sending what waits; an outstanding poll is told.</summary>
    public void EndNow(EncodedPacket? last = null)
    {
        TaskCompletionSource<EncodedPacket?>? poll;
        lock (Session.Gate)
        {
            _isEnded = true;
            poll = _poll;
            _poll = null;
            Queue.Clear();
        }

        if (_closeDeadline is not null)
        {
            Session.Server.PollingCloseTimeouts.Cancel(_closeDeadline);
        }

        if (!Session.IsOpen)
        {
            Session.Server.Remove(Session);
            Session.Upgrade?.GiveUp();
        }

        poll?.TrySetResult(last ?? EnginePackets.Close);

        // A body that is still on its way has nobody to go to.
        _reading?.Abort();
    }

    public async Task HandleGetAsync(HttpContext context)
    {
        TaskCompletionSource<EncodedPacket?>? wait = null;
        var isOverlap = false;
        var isLate = false;
        lock (Session.Gate)
        {
            if (_isEnded)
            {
                // An upgrade that ended between the look-up of the session and here.
                isLate = Session.Polling is null;
            }
            else if (_poll is not null)
            {
                isOverlap = true;
            }
            else if (Queue.Count == 0 && !_isClosing)
            {
                isLate = _isPollLate = Session.Upgrade is not null;
                wait = _poll = new TaskCompletionSource<EncodedPacket?>(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }

        if (isOverlap)
        {
            // Two polls at once are an error of the client that ends the session.
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            Session.Fail(CloseReasons.TransportError);
            return;
        }

        if (isLate && Session.Upgrade?.IsProbed == true)
        {
            ReleaseForUpgrade();
        }

        EncodedPacket? extra = null;
        if (wait is not null)
        {
            await using (context.RequestAborted.UnsafeRegister(static state => ((PollingTransport)state!).OnPollAborted(), this))
            {
                extra = await wait.Task;
            }
        }

        if (isLate && Session.IsOpen && Session.Polling is null)
        {
            // It was sent after the upgrade, though it came before.
            await EngineRequest.RefuseAsync(context, EngineError.BadRequest, isWebSocket: false);
            return;
        }

        await AnswerAsync(context, extra);
    }

    private TaskCompletionSource<EncodedPacket?>? TakePoll()
    {
        lock (Session.Gate)
        {
            var poll = _poll;
            _poll = null;
            return poll;
        }
    }

    private void EndPollForUpgrade() => TakePoll()?.TrySetResult(EnginePackets.Noop);

    private void OnPollAborted()
    {
        if (TakePoll() is { } poll)
        {
            Session.Drop(CloseReasons.TransportError);
            poll.TrySetResult(EnginePackets.Close);
        }
    }

    private async Task AnswerAsync(HttpContext context, EncodedPacket? extra)
    {
        var packets = new List<EncodedPacket>();
        var isLast = false;
        lock (Session.Gate)
        {
            if (Queue.Count > 0)
            {
                while (Queue.Count > 0)
                {
                    packets.Add(Queue.Dequeue());
                }

                Session.OnProgressLocked(this);
            }

            if (packets.Count == 0 && extra is null)
            {
                packets.Add(EnginePackets.Noop);
                isLast = _isClosing && !_isEnded;
                _isEnded |= isLast;
            }
        }

        if (extra is not null)
        {
            packets.Add(extra);
        }

        if (isLast)
        {
            packets.Add(EnginePackets.Close);
            EndNow();
        }

        var buffer = new PooledBuffer();
        buffer.Start(reserved: 0, sizeHint: 512);
        PayloadEncoder.Write(packets, buffer);
        foreach (var packet in packets)
        {
            packet.Release();
        }

        await WriteAsync(context, buffer);
    }

    private async Task WriteAsync(HttpContext context, PooledBuffer buffer)
    {
        Session.Server.Metrics.Sent(buffer.Length);
        var response = context.Response;
        response.ContentType = "text/plain; charset=UTF-8";
        response.Headers.CacheControl = "no-store";
        try
        {
            if (Session.Server.Options.HttpCompression && buffer.Length >= CompressionThreshold &&
                context.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase))
            {
                response.Headers.ContentEncoding = "gzip";
                await using var gzip = new GZipStream(response.Body, CompressionLevel.Fastest);
                await gzip.WriteAsync(buffer.WrittenMemory);
            }
            else
            {
                response.ContentLength = buffer.Length;
                await response.Body.WriteAsync(buffer.WrittenMemory);
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            Session.Drop(CloseReasons.TransportError);
        }
        finally
        {
            buffer.Release();
        }
    }

    private sealed class UpgradePoll(PollingTransport transport) : Deadline
    {
        public override void Expired() => transport.EndPollForUpgrade();
    }

    private sealed class CloseDeadline(PollingTransport transport) : Deadline
    {
        public override void Expired() => transport.EndNow();
    }
}
