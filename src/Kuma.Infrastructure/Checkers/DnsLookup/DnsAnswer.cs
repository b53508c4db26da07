using System.Globalization;
using DnsClient;
using DnsClient.Protocol;

namespace Kuma.Infrastructure.Checkers.DnsLookup;

/// <summary>An answer as people read it, and the values that a condition on <c>record</c> looks at.</summary>
internal sealed record DnsAnswer(string Message, IReadOnlyList<string> Records)
{
    private const string Separator = " | ";

    /// <summary>Reads the records of the wanted type; <c>null</c> when there are none.</summary>
    public static DnsAnswer? Of(string type, IDnsQueryResponse response)
    {
        var answers = response.Answers;
        return type switch
        {
            "A" => Listed("Records", [.. answers.ARecords().Select(record => record.Address.ToString())]),
            "AAAA" => Listed("Records", [.. answers.AaaaRecords().Select(record => record.Address.ToString())]),
            "PTR" => Listed("Records", [.. answers.PtrRecords().Select(record => Name(record.PtrDomainName))]),
            "NS" => Listed("Servers", [.. answers.NsRecords().Select(record => Name(record.NSDName))]),
            "TXT" => Texts([.. answers.TxtRecords()]),
            "CNAME" => answers.CnameRecords().Select(record => Name(record.CanonicalName)).FirstOrDefault() is { } name ? new DnsAnswer(name, [name]) : null,
            "CAA" => Issuers([.. answers.CaaRecords()]),
            "MX" => MailServers([.. answers.MxRecords()]),
            "SOA" => answers.SoaRecords().FirstOrDefault() is { } authority ? Authority(authority) : null,
            "SRV" => Services([.. answers.SrvRecords()]),
            _ => null,
        };
    }

    private static DnsAnswer? Listed(string title, string[] values) =>
        values.Length == 0 ? null : new DnsAnswer($"{title}: {string.Join(Separator, values)}", values);

    private static DnsAnswer? Texts(TxtRecord[] records) => records.Length == 0
        ? null
        : new DnsAnswer(
            $"Records: {string.Join(Separator, records.Select(record => string.Join(',', record.Text)))}",
            [.. records.SelectMany(record => record.Text)]);

    private static DnsAnswer? Issuers(CaaRecord[] records) => records.Length == 0
        ? null
        : Listed("Records", [.. records.Where(record => record.Tag is "issue").Select(record => record.Value)]) ?? new DnsAnswer("Records: ", []);

    private static DnsAnswer? MailServers(MxRecord[] records) => records.Length == 0
        ? null
        : new DnsAnswer(
            string.Join(Separator, records.Select(record => Text($"Hostname: {Name(record.Exchange)} - Priority: {record.Preference}"))),
            [.. records.Select(record => Name(record.Exchange))]);

    private static DnsAnswer Authority(SoaRecord soa) => new(
        Text($"NS-Name: {Name(soa.MName)} | Hostmaster: {Name(soa.RName)} | Serial: {soa.Serial} | Refresh: {soa.Refresh} | Retry: {soa.Retry} | Expire: {soa.Expire} | MinTTL: {soa.Minimum}"),
        [Name(soa.MName)]);

    private static DnsAnswer? Services(SrvRecord[] records) => records.Length == 0
        ? null
        : new DnsAnswer(
            string.Join(Separator, records.Select(record =>
                Text($"Name: {Name(record.Target)} | Port: {record.Port} | Priority: {record.Priority} | Weight: {record.Weight}"))),
            [.. records.Select(record => Name(record.Target))]);

    private static string Name(DnsString name) => name.Value.TrimEnd('.');

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
