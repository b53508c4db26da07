using System.Buffers.Binary;
using System.Text;

namespace Kuma.Infrastructure.Tests.Checkers.Targets;

/// <summary>Answers of a name server, byte by byte (RFC 1035 section 4).</summary>
internal static class DnsPacket
{
    public static byte[] Answer(byte[] request, int code, params (ushort Type, byte[] Data)[] records)
    {
        var end = 12;
        while (request[end] != 0)
        {
            end += request[end] + 1;
        }

        end += 5;
        var answer = new List<byte>(request[..end]);
        answer[2] = 0x84;
        answer[3] = (byte)(0x80 | code);
        for (var i = 6; i < 12; i++)
        {
            answer[i] = 0;
        }

        answer[7] = (byte)records.Length;
        foreach (var (type, data) in records)
        {
            answer.AddRange([0xC0, 12, .. Number(type), 0, 1, 0, 0, 0, 60, .. Number((ushort)data.Length), .. data]);
        }

        return [.. answer];
    }

    /// <summary>The name that is asked for, with dots.</summary>
    public static string Name(byte[] request)
    {
        var labels = new List<string>();
        for (var at = 12; request[at] != 0; at += request[at] + 1)
        {
            labels.Add(Encoding.ASCII.GetString(request, at + 1, request[at]));
        }

        return string.Join('.', labels);
    }

    public static byte[] Labels(string name) =>
        [.. name.Split('.', StringSplitOptions.RemoveEmptyEntries).SelectMany(label => new[] { (byte)label.Length }.Concat(Encoding.ASCII.GetBytes(label))), 0];

    public static byte[] Text(string text) => [(byte)text.Length, .. Encoding.ASCII.GetBytes(text)];

    public static byte[] Number(ushort number)
    {
        var bytes = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, number);
        return bytes;
    }

    public static byte[] Number(uint number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, number);
        return bytes;
    }
}
