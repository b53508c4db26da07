using System.Formats.Asn1;
using System.Globalization;
using System.Net.Sockets;
using System.Security.Cryptography;
using Kuma.Application.Monitoring;
using Kuma.Domain.Monitors;
using Kuma.Infrastructure.Checkers.Network;

namespace Kuma.Infrastructure.Checkers.Snmp;

/// <summary>UP when an agent's object has the expected value (spec/monitors.md section 5.19).</summary>
internal sealed class SnmpChecker(JsonQuery queries, TimeProvider time) : IChecker
{
    private const int DefaultPort = 161;
    private const int NoSuchName = 2;

    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(5);

    public string Type => "snmp";

    /// <summary>A version 3 session asks twice.</summary>
    public TimeSpan LimitOf(MonitorSettings settings) => 2 * (1 + Math.Max(0, settings.MaxRetries)) * PerTry(settings);

    public async Task<CheckOutcome> CheckAsync(Monitor monitor, CancellationToken cancellationToken)
    {
        var settings = monitor.Settings;
        var oid = (settings.SnmpOid ?? "").Trim().TrimStart('.');
        try
        {
            var value = await GetAsync(settings, oid, cancellationToken);
            var verdict = queries.Judge(settings, value);
            return verdict.Passes ? CheckOutcome.Up(verdict.Message) : throw new CheckFailedException(verdict.Message);
        }
        catch (SocketException e)
        {
            throw new CheckFailedException($"{SocketErrors.Name(e.SocketErrorCode)} {settings.Hostname}", e);
        }
        catch (ArgumentException e)
        {
            throw new CheckFailedException($"Invalid OID: {oid}", e);
        }
    }

    private async Task<string> GetAsync(MonitorSettings settings, string oid, CancellationToken cancellationToken)
    {
        using var peer = await UdpPeer.OpenAsync(settings.Hostname ?? "", settings.Port ?? DefaultPort, cancellationToken);
        var session = new Session(peer, settings, time);
        var answer = await session.GetAsync(oid, cancellationToken);
        return answer switch
        {
            { IsReport: true } => throw new CheckFailedException($"The SNMP agent refuses the request: {Refusal(answer.Oid)}"),
            { ErrorStatus: NoSuchName } or { Value.Text: null, Oid: not null } =>
                throw new CheckFailedException($"The SNMP query returned that no instance exists for OID {oid}"),
            { ErrorStatus: not 0 } =>
                throw new CheckFailedException(string.Create(CultureInfo.InvariantCulture, $"The SNMP agent answered with error {answer.ErrorStatus}")),
            { Value: null } => throw new CheckFailedException($"No varbinds returned from SNMP session (OID: {oid})"),
            _ => answer.Value.Text!,
        };
    }

    private static TimeSpan PerTry(MonitorSettings settings) => settings.Timeout > 0 ? TimeSpan.FromSeconds(settings.Timeout) : DefaultTimeout;

    /// <summary>The counters of RFC 3414 that a report points at.</summary>
    private static string Refusal(string? counter) => counter switch
    {
        "1.3.6.1.6.3.15.1.1.1.0" => "unsupported security level",
        "1.3.6.1.6.3.15.1.1.3.0" => "unknown user name",
        "1.3.6.1.6.3.15.1.1.4.0" => "unknown engine",
        _ => counter ?? "no reason is told",
    };

    /// <summary>Requests with their repetitions.</summary>
    private sealed class Session(UdpPeer peer, MonitorSettings settings, TimeProvider time)
    {
        public async Task<SnmpAnswer> GetAsync(string oid, CancellationToken cancellationToken)
        {
            var id = NewId();
            switch (settings.SnmpVersion)
            {
                case "1":
                    return await SendAsync(SnmpMessage.Get(0, settings.RadiusPassword ?? "", id, oid), id, cancellationToken);
                case "3":
                    var user = string.IsNullOrWhiteSpace(settings.SnmpV3Username)
                        ? throw new CheckFailedException("SNMPv3 username is required")
                        : settings.SnmpV3Username.Trim();
                    var hello = await SendAsync(SnmpMessage.GetV3(SnmpEngine.Unknown, "", id, oid: null), id, cancellationToken);
                    id = NewId();
                    return await SendAsync(SnmpMessage.GetV3(hello.Engine, user, id, oid), id, cancellationToken);
                default:
                    return await SendAsync(SnmpMessage.Get(1, settings.RadiusPassword ?? "", id, oid), id, cancellationToken);
            }
        }

        private static int NewId() => RandomNumberGenerator.GetInt32(1, int.MaxValue);

        private async Task<SnmpAnswer> SendAsync(byte[] request, int id, CancellationToken cancellationToken)
        {
            var patience = PerTry(settings);
            for (var i = 0; i <= Math.Max(0, settings.MaxRetries); i++)
            {
                using var deadline = new Deadline(patience, time, cancellationToken);
                try
                {
                    await peer.SendAsync(request, deadline.Token);
                    return await AnswerToAsync(id, deadline.Token);
                }
                catch (OperationCanceledException) when (deadline.Passed)
                {
                    // The next try.
                }
            }

            throw new CheckFailedException("Request timed out");
        }

        private async Task<SnmpAnswer> AnswerToAsync(int id, CancellationToken cancellationToken)
        {
            while (true)
            {
                var datagram = await peer.ReceiveAsync(cancellationToken);
                try
                {
                    var answer = SnmpMessage.Read(datagram);

                    // Some agents do not repeat the number in a report.
                    if (answer.RequestId == id || answer.IsReport)
                    {
                        return answer;
                    }
                }
                catch (AsnContentException e)
                {
                    throw new CheckFailedException($"The answer is no SNMP message: {e.Message}", e);
                }
            }
        }
    }
}
