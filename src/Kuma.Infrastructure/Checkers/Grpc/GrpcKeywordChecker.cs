using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Grpc.Core;
using Grpc.Net.Client;
using Kuma.Application.Monitoring;
using Kuma.Domain.Heartbeats;
using Kuma.Domain.Monitors;
using Kuma.Infrastructure.Checkers.Network;

namespace Kuma.Infrastructure.Checkers.Grpc;

/// <summary>UP when the reply of a unary call, as JSON text, holds a word or does not hold it (spec/monitors.md section 5.18).</summary>
internal sealed class GrpcKeywordChecker(TimeProvider time) : IChecker
{
    private const int ShownReply = 50;

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly Marshaller<byte[]> AsIs = Marshallers.Create(static bytes => bytes, static bytes => bytes);

    public string Type => "grpc-keyword";

    public async Task<CheckOutcome> CheckAsync(Monitor monitor, CancellationToken cancellationToken)
    {
        var settings = monitor.Settings;
        var start = time.GetTimestamp();
        var reply = await ReplyAsync(settings, cancellationToken);
        var ping = Math.Round(time.GetElapsedTime(start).TotalMilliseconds);
        var keyword = settings.Keyword ?? "";
        var found = reply.Contains(keyword, StringComparison.Ordinal);
        if (found != settings.InvertKeyword)
        {
            return CheckOutcome.Up($"{reply}, keyword [{keyword}] {(found ? "is" : "not")} found", ping);
        }

        // The quotes and the plus signs are part of the original's text.
        var shown = reply.Length > ShownReply ? $"{reply.AsSpan(0, ShownReply - 3)}..." : reply;
        throw new CheckFailedException($"keyword [{keyword}] is {(found ? "present" : "not")} in [\" + {shown} + \"]") { Ping = ping };
    }

    private async Task<string> ReplyAsync(MonitorSettings settings, CancellationToken cancellationToken)
    {
        var schema = ProtoSchema.Parse(settings.GrpcProtobuf ?? "");
        var method = schema.Method(settings.GrpcServiceName ?? "", settings.GrpcMethod ?? "");
        var request = Request(schema, method, settings.GrpcBody);
        using var deadline = new Deadline(BeatPolicy.Timeout(settings), time, cancellationToken);
        try
        {
            var bytes = await CallAsync(settings, method, request, deadline.Token);
            return new ProtoDecoder(schema).Decode(bytes, method.Output).ToJsonString(Plain);
        }
        catch (RpcException e)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var status = deadline.Passed ? new Status(StatusCode.DeadlineExceeded, "Deadline exceeded") : e.Status;
            return status.StatusCode is StatusCode.Cancelled
                ? $"1 is considered OK because {status.Detail}"
                : throw new CheckFailedException(Words(status), e);
        }
        catch (OperationCanceledException e) when (deadline.Passed)
        {
            throw new CheckFailedException(Words(new Status(StatusCode.DeadlineExceeded, "Deadline exceeded")), e);
        }
    }

    private static byte[] Request(ProtoSchema schema, ProtoMethod method, string? body)
    {
        try
        {
            using var json = JsonDocument.Parse(string.IsNullOrWhiteSpace(body) ? "{}" : body);
            return new ProtoEncoder(schema).Encode(json.RootElement, method.Input);
        }
        catch (JsonException e)
        {
            throw new CheckFailedException($"The body is no JSON: {e.Message}", e);
        }
    }

    private static async Task<byte[]> CallAsync(MonitorSettings settings, ProtoMethod method, byte[] request, CancellationToken cancellationToken)
    {
        using var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            ConnectCallback = static async (context, token) =>
                await TcpConnections.OpenAsync(context.DnsEndPoint.Host, context.DnsEndPoint.Port, family: null, token),
        };
        using var channel = GrpcChannel.ForAddress(Address(settings), new GrpcChannelOptions { HttpHandler = handler });
        var call = new Method<byte[], byte[]>(MethodType.Unary, method.Service, method.Name, AsIs, AsIs);
        using var reply = channel.CreateCallInvoker().AsyncUnaryCall(call, host: null, new CallOptions(cancellationToken: cancellationToken), request);
        return await reply.ResponseAsync;
    }

    private static Uri Address(MonitorSettings settings)
    {
        var text = (settings.GrpcUrl ?? "").Trim();
        var authority = text[(text.IndexOf("://", StringComparison.Ordinal) is >= 0 and var at ? at + 3 : 0)..];
        return Uri.TryCreate($"{(settings.GrpcEnableTls ? "https" : "http")}://{authority}", UriKind.Absolute, out var address)
            ? address
            : throw new CheckFailedException("Invalid gRPC address: use host:port");
    }

    /// <summary>As <c>14 UNAVAILABLE: connection refused</c>.</summary>
    private static string Words(Status status)
    {
        var name = new StringBuilder();
        foreach (var c in status.StatusCode.ToString())
        {
            name.Append(char.IsUpper(c) && name.Length > 0 ? "_" : "").Append(char.ToUpperInvariant(c));
        }

        var detail = status.DebugException is { } cause && status.StatusCode is StatusCode.Unavailable
            ? Http.NetworkErrors.Describe(cause)
            : status.Detail;
        return string.Create(CultureInfo.InvariantCulture, $"{(int)status.StatusCode} {name}: {detail}");
    }
}
