using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Text;
using Kuma.Application.Monitoring;

namespace Kuma.Infrastructure.Checkers.Ntp;

/// <summary>What a time server says of itself and of our clock (RFC 5905 section 7.3). Times in milliseconds.</summary>
internal sealed record NtpReply(int Stratum, string ReferenceId, double Offset, double Delay, double Dispersion)
{
    public const int Length = 48;

    private static readonly DateTimeOffset Era = new(1900, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public string Summary => string.Create(
        CultureInfo.InvariantCulture,
        $"Stratum: {Stratum}, RefID: {ReferenceId}, Offset: {Offset:0.000}ms, Delay: {Delay:0.000}ms, Dispersion: {Dispersion:0.000}ms");

    /// <summary>Reads the packet.</summary>
    /// <param name="packet">The datagram.</param>
    /// <param name="sent">When the request left.</param>
    /// <param name="received">When the reply came.</param>
    /// <exception cref="CheckFailedException">It is too short.</exception>
    public static NtpReply Parse(ReadOnlySpan<byte> packet, DateTimeOffset sent, DateTimeOffset received)
    {
        if (packet.Length < Length)
        {
            throw new CheckFailedException(
                string.Create(CultureInfo.InvariantCulture, $"Invalid NTP response: expected 48+ bytes, got {packet.Length}"));
        }

        int stratum = packet[1];
        var t1 = Milliseconds(sent);
        var t2 = Timestamp(packet[32..]);
        var t3 = Timestamp(packet[40..]);
        var t4 = Milliseconds(received);
        return new NtpReply(
            stratum,
            ReferenceIdOf(packet.Slice(12, 4), stratum),
            ((t2 - t1) + (t3 - t4)) / 2,
            (t4 - t1) - (t3 - t2),
            BinaryPrimitives.ReadUInt32BigEndian(packet[8..]) / 65536.0 * 1000);
    }

    private static string ReferenceIdOf(ReadOnlySpan<byte> bytes, int stratum) =>
        stratum <= 1 ? Encoding.ASCII.GetString(bytes).Trim('\0', ' ') : new IPAddress(bytes).ToString();

    private static double Timestamp(ReadOnlySpan<byte> bytes) =>
        (BinaryPrimitives.ReadUInt32BigEndian(bytes) * 1000.0) + (BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]) / 4294967.296);

    private static double Milliseconds(DateTimeOffset instant) => (instant - Era).TotalMilliseconds;
}
