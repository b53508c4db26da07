using System.Globalization;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Kuma.Application.Monitoring;
using Kuma.Domain.Monitors;
using Kuma.Domain.Monitors.Conditions;
using Kuma.Infrastructure.Checkers.Names;
using Kuma.Infrastructure.Checkers.Network;
using Kuma.Infrastructure.Scripting;
using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Formatter;

namespace Kuma.Infrastructure.Checkers.Mqtt;

/// <summary>UP when a message comes on the topic and is as asked (spec/monitors.md section 5.11).</summary>
internal sealed class MqttChecker(JsonQuery queries, TimeProvider time) : IChecker
{
    public string Type => "mqtt";

    public TimeSpan LimitOf(MonitorSettings settings) => TimeSpan.FromSeconds(0.8 * Math.Max(1, settings.Interval));

    public async Task<CheckOutcome> CheckAsync(Monitor monitor, CancellationToken cancellationToken)
    {
        var settings = monitor.Settings;
        var options = MqttAddress.Options(settings);
        var start = time.GetTimestamp();
        using var deadline = new Deadline(LimitOf(settings), time, cancellationToken);
        MqttText received;
        try
        {
            if (await HostNames.Shared.FaultAsync(MqttAddress.Host(settings), deadline.Token) is { } fault)
            {
                throw new CheckFailedException(fault);
            }

            received = await ReceiveAsync(options, settings.MqttTopic ?? "", deadline.Token);
        }
        catch (OperationCanceledException e) when (deadline.Passed)
        {
            throw new CheckFailedException("Timeout, Message not received", e);
        }
        catch (Exception e) when (e is MqttCommunicationException or MqttProtocolViolationException or SocketException or IOException or ArgumentException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new CheckFailedException(deadline.Passed ? "Timeout, Message not received" : Words(e, settings), e);
        }

        return CheckOutcome.Up(Judge(settings, received), Math.Round(time.GetElapsedTime(start).TotalMilliseconds));
    }

    private static async Task<MqttText> ReceiveAsync(MqttClientOptions options, string topic, CancellationToken cancellationToken)
    {
        var first = new TaskCompletionSource<MqttText>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var client = new MqttClientFactory().CreateMqttClient();
        client.ApplicationMessageReceivedAsync += args =>
        {
            first.TrySetResult(new MqttText(args.ApplicationMessage.Topic, args.ApplicationMessage.ConvertPayloadToString() ?? ""));
            return Task.CompletedTask;
        };
        client.DisconnectedAsync += args =>
        {
            first.TrySetException(args.Exception ?? new MqttCommunicationException("Connection closed"));
            return Task.CompletedTask;
        };
        var connected = await client.ConnectAsync(options, cancellationToken);
        if (connected.ResultCode is not MqttClientConnectResultCode.Success)
        {
            throw new CheckFailedException($"Connection refused: {Spaced(connected.ResultCode.ToString())}");
        }

        var subscribed = await client.SubscribeAsync(topic, cancellationToken: cancellationToken);
        if (subscribed.Items.Any(item => (int)item.ResultCode >= 0x80))
        {
            throw new CheckFailedException("Cannot subscribe topic");
        }

        return await first.Task.WaitAsync(cancellationToken);
    }

    private string Judge(MonitorSettings settings, MqttText received)
    {
        var conditions = MonitorConditions.Parse(settings.Conditions);
        if (!conditions.IsEmpty)
        {
            var shown = $"Topic: {settings.MqttTopic}; Message: {received.Message}";
            return conditions.AreMet(("topic", received.Topic), ("message", received.Message), ("json_value", JsonValue(settings, received.Message)))
                ? shown
                : throw new CheckFailedException($"Conditions not met - {shown}");
        }

        switch (settings.MqttCheckType)
        {
            case null or "" or "keyword":
                return received.Message.Contains(settings.MqttSuccessMessage ?? "", StringComparison.Ordinal)
                    ? $"Topic: {received.Topic}; Message: {received.Message}"
                    : throw new CheckFailedException($"Message Mismatch - Topic: {settings.MqttTopic}; Message: {received.Message}");
            case "json-query":
                var value = Evaluate(settings, received.Message);
                return value.Text == (settings.ExpectedValue ?? "")
                    ? "Message received, expected value is found"
                    : throw new CheckFailedException($"Message received but value is not equal to expected value, value was: [{value.Text}]");
            default:
                throw new CheckFailedException("Unknown MQTT Check Type");
        }
    }

    private string JsonValue(MonitorSettings settings, string message)
    {
        using var json = ScriptJson.TryParse(message);
        return json is null ? "" : Evaluate(settings, message) is { Kind: not JsonataKind.Empty } value ? value.Text : "";
    }

    private JsonataResult Evaluate(MonitorSettings settings, string message)
    {
        try
        {
            return queries.Evaluate(settings.JsonPath, message);
        }
        catch (JsonataException e)
        {
            throw new CheckFailedException(e.Message, e);
        }
    }

    private static string Words(Exception failure, MonitorSettings settings)
    {
        for (var e = failure; e is not null; e = e.InnerException)
        {
            if (e is SocketException socket)
            {
                var host = MqttAddress.Host(settings);
                var code = SocketErrors.Name(socket.SocketErrorCode);
                return code is "ENOTFOUND" or "EAI_AGAIN" ? $"getaddrinfo {code} {host}" : $"connect {code} {host}:{settings.Port}";
            }
        }

        return (failure.InnerException ?? failure).Message.ReplaceLineEndings(" ");
    }

    /// <summary><c>NotAuthorized</c> becomes <c>Not authorized</c>.</summary>
    private static string Spaced(string name) => name[0] + string.Concat(name.Skip(1).Select(c => char.IsUpper(c) ? $" {char.ToLowerInvariant(c)}" : $"{c}"));

    private sealed record MqttText(string Topic, string Message);
}

/// <summary>How a broker is reached: by the scheme of the host name, <c>mqtt</c> without one.</summary>
internal static class MqttAddress
{
    public static string Host(MonitorSettings settings) => Split(settings).Host;

    /// <exception cref="CheckFailedException">The settings name no broker.</exception>
    public static MqttClientOptions Options(MonitorSettings settings)
    {
        var (scheme, host) = Split(settings);
        if (host.Length == 0 || string.IsNullOrWhiteSpace(settings.MqttTopic))
        {
            throw new CheckFailedException(host.Length == 0 ? "Hostname is required" : "Topic is required");
        }

        var port = settings.Port ?? (scheme switch { "mqtts" => 8883, "ws" or "http" => 80, "wss" or "https" => 443, _ => 1883 });
        var builder = new MqttClientOptionsBuilder()
            .WithClientId($"uptime-kuma_{RandomNumberGenerator.GetHexString(8, lowercase: true)}")
            .WithProtocolVersion(MqttProtocolVersion.V311)
            .WithTimeout(TimeSpan.FromSeconds(Math.Max(1, settings.Interval)));
        if (!string.IsNullOrEmpty(settings.MqttUsername))
        {
            builder.WithCredentials(settings.MqttUsername, Encoding.UTF8.GetBytes(settings.MqttPassword ?? ""));
        }

        if (scheme is "ws" or "wss" or "http" or "https")
        {
            var path = (settings.MqttWebsocketPath ?? "").Trim();
            var secure = scheme is "wss" or "https";
            var address = string.Create(
                CultureInfo.InvariantCulture, $"{(secure ? "wss" : "ws")}://{host}:{port}{(path.StartsWith('/') || path.Length == 0 ? "" : "/")}{path}");
            return builder.WithWebSocketServer(options => options.WithUri(address)).WithTlsOptions(tls => tls.UseTls(secure)).Build();
        }

        return builder.WithTcpServer(host.Trim('[', ']'), port).WithTlsOptions(tls => tls.UseTls(scheme is "mqtts")).Build();
    }

    private static (string Scheme, string Host) Split(MonitorSettings settings)
    {
        var text = (settings.Hostname ?? "").Trim();
        var at = text.IndexOf("://", StringComparison.Ordinal);
        return at < 0 ? ("mqtt", text) : (text[..at].ToLowerInvariant(), text[(at + 3)..].TrimEnd('/'));
    }
}
