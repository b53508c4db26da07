using System.Net;
using System.Net.Sockets;
using DnsClient;
using Kuma.Application.Monitoring;
using Kuma.Domain.Monitors;
using Kuma.Domain.Monitors.Conditions;

namespace Kuma.Infrastructure.Checkers.DnsLookup;

/// <summary>UP when a name server answers, and its answer meets the conditions (spec/monitors.md section 5.4).</summary>
internal sealed class DnsChecker(TimeProvider time, TimeSpan? perTry = null) : IChecker
{
    private const int DefaultPort = 53;
    private const int Repetitions = 3;

    private readonly TimeSpan _perTry = perTry ?? TimeSpan.FromSeconds(5);

    public string Type => "dns";

    public async Task<CheckOutcome> CheckAsync(Monitor monitor, CancellationToken cancellationToken)
    {
        var settings = monitor.Settings;
        var type = settings.DnsResolveType is { Length: > 0 } wanted ? wanted.ToUpperInvariant() : "A";
        var start = time.GetTimestamp();
        var servers = await DnsResolvers.ResolveAsync(settings.DnsResolveServer, cancellationToken);
        var question = Question(settings, type);
        var response = await AskAsync(servers, settings.Port ?? DefaultPort, question, cancellationToken);
        var ping = Math.Round(time.GetElapsedTime(start).TotalMilliseconds);
        if (DnsAnswer.Of(type, response) is not { } answer)
        {
            throw Failure(question, "ENODATA");
        }

        // A refused answer is remembered too: it is what people want to see.
        return Meets(MonitorConditions.Parse(settings.Conditions), answer)
            ? CheckOutcome.Up(answer.Message, ping) with { DnsResult = answer.Message }
            : CheckOutcome.Failed(answer.Message, ping) with { DnsResult = answer.Message };
    }

    /// <summary>One record that meets them is enough; an answer without any record counts as an empty one.</summary>
    private static bool Meets(MonitorConditions conditions, DnsAnswer answer)
    {
        IReadOnlyList<string> records = answer.Records.Count > 0 ? answer.Records : [""];
        return conditions.IsEmpty || records.Any(record => conditions.AreMet(("record", record)));
    }

    private static DnsQuestionText Question(MonitorSettings settings, string type)
    {
        var host = (settings.Hostname ?? "").Trim();
        if (!Enum.TryParse<QueryType>(type, out var code) || type is not ("A" or "AAAA" or "CAA" or "CNAME" or "MX" or "NS" or "PTR" or "SOA" or "SRV" or "TXT"))
        {
            throw new CheckFailedException($"Unknown record type: {type}");
        }

        if (code is QueryType.PTR)
        {
            return IPAddress.TryParse(host, out var address)
                ? new DnsQuestionText(DnsQueryName(address), code, "getHostByAddr", host)
                : throw new CheckFailedException($"getHostByAddr EINVAL {host}");
        }

        try
        {
            return new DnsQuestionText(DnsString.Parse(host.Length == 0 ? "." : host).Value, code, $"query{type[0]}{type[1..].ToLowerInvariant()}", host);
        }
        catch (ArgumentException e)
        {
            throw new CheckFailedException($"query{type[0]}{type[1..].ToLowerInvariant()} EBADNAME {host}", e);
        }
    }

    private static string DnsQueryName(IPAddress address) => LookupClient.GetReverseQuestion(address).QueryName.Value;

    private async Task<IDnsQueryResponse> AskAsync(IPAddress[] servers, int port, DnsQuestionText question, CancellationToken cancellationToken)
    {
        if (port is < 1 or > IPEndPoint.MaxPort)
        {
            throw new CheckFailedException($"Invalid port: {port}");
        }

        var client = new LookupClient(new LookupClientOptions([.. servers.Select(server => new NameServer(new IPEndPoint(server, port)))])
        {
            AutoResolveNameServers = false,
            UseCache = false,
            UseRandomNameServer = false,
            ThrowDnsErrors = false,
            Timeout = _perTry,
            Retries = Repetitions,
        });
        try
        {
            var response = await client.QueryAsync(question.Name, question.Type, QueryClass.IN, cancellationToken);
            return response.Header.ResponseCode is DnsHeaderResponseCode.NoError ? response : throw Failure(question, Code(response.Header.ResponseCode));
        }
        catch (DnsResponseException e)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw Failure(question, Code(e), e);
        }
    }

    private static CheckFailedException Failure(DnsQuestionText question, string code, Exception? inner = null) =>
        inner is null
            ? new CheckFailedException($"{question.Call} {code} {question.Host}")
            : new CheckFailedException($"{question.Call} {code} {question.Host}", inner);

    private static string Code(DnsResponseException failure) => failure switch
    {
        { InnerException: SocketException { SocketErrorCode: SocketError.ConnectionRefused } } => "ECONNREFUSED",
        { Code: DnsResponseCode.ConnectionTimeout } => "ETIMEOUT",
        { InnerException: OperationCanceledException or TimeoutException } => "ETIMEOUT",
        { InnerException: DnsResponseParseException } => "EBADRESP",
        _ => "ECONNREFUSED",
    };

    private static string Code(DnsHeaderResponseCode code) => code switch
    {
        DnsHeaderResponseCode.NotExistentDomain => "ENOTFOUND",
        DnsHeaderResponseCode.ServerFailure => "ESERVFAIL",
        DnsHeaderResponseCode.Refused => "EREFUSED",
        DnsHeaderResponseCode.FormatError => "EFORMERR",
        DnsHeaderResponseCode.NotImplemented => "ENOTIMP",
        _ => "EBADRESP",
    };

    /// <summary>What is asked, and how a failure is told.</summary>
    private sealed record DnsQuestionText(string Name, QueryType Type, string Call, string Host);
}
