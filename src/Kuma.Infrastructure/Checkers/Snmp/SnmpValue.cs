using System.Formats.Asn1;
using System.Globalization;
using System.Net;
using System.Text;

namespace Kuma.Infrastructure.Checkers.Snmp;

/// <summary>An object's value as text; without one the agent has no such object.</summary>
internal sealed record SnmpValue(string? Text)
{
    private const int Address = 0;
    private const int Opaque = 4;

    /// <summary>Reads the value of a binding.</summary>
    /// <exception cref="AsnContentException">It is none.</exception>
    public static SnmpValue Read(AsnReader reader)
    {
        var tag = reader.PeekTag();
        switch (tag.TagClass)
        {
            case TagClass.ContextSpecific:
                // noSuchObject, noSuchInstance, endOfMibView
                reader.ReadEncodedValue();
                return new SnmpValue(Text: null);
            case TagClass.Application:
                return new SnmpValue(Application(reader, tag));
            default:
                return new SnmpValue(Universal(reader, (UniversalTagNumber)tag.TagValue));
        }
    }

    private static string Universal(AsnReader reader, UniversalTagNumber tag)
    {
        switch (tag)
        {
            case UniversalTagNumber.Integer:
                return reader.ReadInteger().ToString(CultureInfo.InvariantCulture);
            case UniversalTagNumber.OctetString:
                return Encoding.UTF8.GetString(reader.ReadOctetString());
            case UniversalTagNumber.ObjectIdentifier:
                return reader.ReadObjectIdentifier();
            case UniversalTagNumber.Null:
                reader.ReadNull();
                return "null";
            default:
                throw new AsnContentException("the value has a type that SNMP does not have");
        }
    }

    private static string Application(AsnReader reader, Asn1Tag tag) => tag.TagValue switch
    {
        Address => reader.ReadOctetString(tag) is { Length: 4 } bytes ? new IPAddress(bytes).ToString() : throw new AsnContentException("no address"),
        Opaque => Convert.ToHexStringLower(reader.ReadOctetString(tag)),

        // Counter32, Gauge32, TimeTicks, Counter64
        _ => reader.ReadInteger(tag).ToString(CultureInfo.InvariantCulture),
    };
}
