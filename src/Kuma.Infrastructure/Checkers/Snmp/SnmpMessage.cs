using System.Formats.Asn1;
using System.Text;

namespace Kuma.Infrastructure.Checkers.Snmp;

/// <summary>The agent of a version 3 session, as it introduced itself.</summary>
internal sealed record SnmpEngine(byte[] Id, int Boots, int Time)
{
    public static SnmpEngine Unknown { get; } = new([], 0, 0);
}

/// <summary>A GET for one object and its answer, in BER (RFC 1157, 3416 and 3412; version 3 without authentication).</summary>
internal static class SnmpMessage
{
    private const int MaxSize = 65507;

    private static readonly Asn1Tag GetRequest = new(TagClass.ContextSpecific, 0, isConstructed: true);
    private static readonly Asn1Tag Response = new(TagClass.ContextSpecific, 2, isConstructed: true);
    private static readonly Asn1Tag Report = new(TagClass.ContextSpecific, 8, isConstructed: true);

    /// <summary>Version 1 (0) or 2c (1).</summary>
    public static byte[] Get(int version, string community, int requestId, string oid)
    {
        var writer = new AsnWriter(AsnEncodingRules.BER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(version);
            writer.WriteOctetString(Encoding.UTF8.GetBytes(community));
            WriteGet(writer, requestId, oid);
        }

        return writer.Encode();
    }

    /// <summary>Version 3; with an engine that is not known the agent answers with a report that introduces it.</summary>
    public static byte[] GetV3(SnmpEngine engine, string user, int requestId, string? oid)
    {
        var security = new AsnWriter(AsnEncodingRules.BER);
        using (security.PushSequence())
        {
            security.WriteOctetString(engine.Id);
            security.WriteInteger(engine.Boots);
            security.WriteInteger(engine.Time);
            security.WriteOctetString(Encoding.UTF8.GetBytes(user));
            security.WriteOctetString([]);
            security.WriteOctetString([]);
        }

        var writer = new AsnWriter(AsnEncodingRules.BER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(3);
            using (writer.PushSequence())
            {
                writer.WriteInteger(requestId);
                writer.WriteInteger(MaxSize);
                writer.WriteOctetString([4]); // Reportable, neither signed nor encrypted.
                writer.WriteInteger(3); // The user-based security model.
            }

            writer.WriteOctetString(security.Encode());
            using (writer.PushSequence())
            {
                writer.WriteOctetString(engine.Id);
                writer.WriteOctetString([]);
                WriteGet(writer, requestId, oid);
            }
        }

        return writer.Encode();
    }

    /// <summary>Reads an answer.</summary>
    /// <exception cref="AsnContentException">It is no SNMP message.</exception>
    public static SnmpAnswer Read(byte[] datagram)
    {
        var message = new AsnReader(datagram, AsnEncodingRules.BER).ReadSequence();
        var version = Number(message);
        if (version != 3)
        {
            message.ReadOctetString();
            return ReadPdu(message, SnmpEngine.Unknown);
        }

        message.ReadSequence();
        var security = new AsnReader(message.ReadOctetString(), AsnEncodingRules.BER).ReadSequence();
        var engine = new SnmpEngine(security.ReadOctetString(), Number(security), Number(security));
        var scoped = message.ReadSequence();
        scoped.ReadOctetString();
        scoped.ReadOctetString();
        return ReadPdu(scoped, engine);
    }

    private static void WriteGet(AsnWriter writer, int requestId, string? oid)
    {
        using (writer.PushSequence(GetRequest))
        {
            writer.WriteInteger(requestId);
            writer.WriteInteger(0);
            writer.WriteInteger(0);
            using (writer.PushSequence())
            {
                if (oid is not null)
                {
                    using (writer.PushSequence())
                    {
                        writer.WriteObjectIdentifier(oid);
                        writer.WriteNull();
                    }
                }
            }
        }
    }

    private static SnmpAnswer ReadPdu(AsnReader reader, SnmpEngine engine)
    {
        var isReport = reader.PeekTag().HasSameClassAndValue(Report);
        var pdu = reader.ReadSequence(isReport ? Report : Response);
        var id = Number(pdu);
        var status = Number(pdu);
        Number(pdu);
        var bindings = pdu.ReadSequence();
        if (!bindings.HasData)
        {
            return new SnmpAnswer(id, status, isReport, engine, Oid: null, Value: null);
        }

        var binding = bindings.ReadSequence();
        var oid = binding.ReadObjectIdentifier();
        return new SnmpAnswer(id, status, isReport, engine, oid, SnmpValue.Read(binding));
    }

    private static int Number(AsnReader reader) =>
        reader.TryReadInt32(out var number) ? number : throw new AsnContentException("a number is too large");
}

/// <summary>What an agent answered; <see cref="Value"/> is <c>null</c> when it named no object.</summary>
internal sealed record SnmpAnswer(int RequestId, int ErrorStatus, bool IsReport, SnmpEngine Engine, string? Oid, SnmpValue? Value);
