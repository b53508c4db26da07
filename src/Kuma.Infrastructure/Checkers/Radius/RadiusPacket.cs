using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Kuma.Infrastructure.Checkers.Radius;

/// <summary>An Access-Request and the check of its answer (RFC 2865, Message-Authenticator of RFC 3579).</summary>
internal sealed class RadiusPacket
{
    private const int HeaderLength = 20;
    private const int Digest = 16;

    private readonly byte[] _secret;
    private readonly byte[] _authenticator;
    private readonly byte _identifier;

    private RadiusPacket(byte[] secret, byte[] authenticator, byte identifier, byte[] bytes)
    {
        _secret = secret;
        _authenticator = authenticator;
        _identifier = identifier;
        Bytes = bytes;
    }

    public byte[] Bytes { get; }

    /// <summary>Makes the request.</summary>
    /// <exception cref="ArgumentException">A value is longer than an attribute can be.</exception>
    public static RadiusPacket AccessRequest(string user, string password, string secret, string? calling, string? called)
    {
        var key = Encoding.UTF8.GetBytes(secret);
        var authenticator = RandomNumberGenerator.GetBytes(Digest);
        var identifier = RandomNumberGenerator.GetBytes(1)[0];
        var bytes = new List<byte> { 1, identifier, 0, 0 };
        bytes.AddRange(authenticator);
        Add(bytes, 1, Encoding.UTF8.GetBytes(user));
        Add(bytes, 2, Hide(Encoding.UTF8.GetBytes(password), key, authenticator));
        if (!string.IsNullOrEmpty(called))
        {
            Add(bytes, 30, Encoding.UTF8.GetBytes(called));
        }

        if (!string.IsNullOrEmpty(calling))
        {
            Add(bytes, 31, Encoding.UTF8.GetBytes(calling));
        }

        // Servers that are wary of forged packets ask for it; the others pass over it.
        Add(bytes, 80, new byte[Digest]);
        byte[] packet = [.. bytes];
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), (ushort)packet.Length);
#pragma warning disable CA5351 // RADIUS is MD5 (RFC 2865).
        HMACMD5.HashData(key, packet).CopyTo(packet, packet.Length - Digest);
#pragma warning restore CA5351
        return new RadiusPacket(key, authenticator, identifier, packet);
    }

    /// <summary>The code of an answer to this request; <c>null</c> when it is not one, or not of somebody who knows the secret.</summary>
    public byte? CodeOf(ReadOnlySpan<byte> answer)
    {
        if (answer.Length < HeaderLength || answer[1] != _identifier)
        {
            return null;
        }

        int length = BinaryPrimitives.ReadUInt16BigEndian(answer[2..]);
        if (length < HeaderLength || length > answer.Length)
        {
            return null;
        }

        byte[] signed = [.. answer[..4], .. _authenticator, .. answer[HeaderLength..length], .. _secret];
#pragma warning disable CA5351 // RADIUS is MD5 (RFC 2865).
        return CryptographicOperations.FixedTimeEquals(MD5.HashData(signed), answer.Slice(4, Digest)) ? answer[0] : null;
#pragma warning restore CA5351
    }

    private static void Add(List<byte> packet, byte type, byte[] value)
    {
        if (value.Length > 253)
        {
            throw new ArgumentException("a value is longer than 253 bytes");
        }

        packet.Add(type);
        packet.Add((byte)(value.Length + 2));
        packet.AddRange(value);
    }

    /// <summary>User-Password, RFC 2865 section 5.2.</summary>
    private static byte[] Hide(byte[] password, byte[] secret, byte[] authenticator)
    {
        if (password.Length > 128)
        {
            throw new ArgumentException("the password is longer than 128 bytes");
        }

        var hidden = new byte[Math.Max(Digest, (password.Length + Digest - 1) / Digest * Digest)];
        password.CopyTo(hidden, 0);
        var previous = authenticator;
        for (var at = 0; at < hidden.Length; at += Digest)
        {
#pragma warning disable CA5351 // RADIUS is MD5 (RFC 2865).
            var mask = MD5.HashData([.. secret, .. previous]);
#pragma warning restore CA5351
            for (var i = 0; i < Digest; i++)
            {
                hidden[at + i] ^= mask[i];
            }

            previous = hidden[at..(at + Digest)];
        }

        return hidden;
    }
}
