using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Parameters;

namespace Kuma.Infrastructure.Notifications.NostrProtocol;

/// <summary>Encryption between two keys (NIP-44, version 2): ChaCha20, then an HMAC; lengths are padded.</summary>
internal static class Nip44
{
    private const byte Version = 2;

    public static byte[] ConversationKey(byte[] secret, byte[] publicKey) =>
        HKDF.Extract(HashAlgorithmName.SHA256, Secp256k1.SharedX(secret, publicKey), "nip44-v2"u8.ToArray());

    /// <param name="text">At most 65535 bytes of UTF-8.</param>
    /// <param name="conversationKey">32 bytes.</param>
    /// <param name="nonce">32 random bytes.</param>
    public static string Encrypt(string text, byte[] conversationKey, byte[] nonce)
    {
        var keys = HKDF.Expand(HashAlgorithmName.SHA256, conversationKey, 76, nonce);
        var plain = Padded(Encoding.UTF8.GetBytes(text));
        var cipher = new byte[plain.Length];
        var engine = new ChaCha7539Engine();
        engine.Init(forEncryption: true, new ParametersWithIV(new KeyParameter(keys[..32]), keys[32..44]));
        engine.ProcessBytes(plain, 0, plain.Length, cipher, 0);
        var mac = HMACSHA256.HashData(keys[44..], (byte[])[.. nonce, .. cipher]);
        return Convert.ToBase64String([Version, .. nonce, .. cipher, .. mac]);
    }

    public static int PaddedLength(int length)
    {
        if (length <= 32)
        {
            return 32;
        }

        var power = (int)BitOperations.RoundUpToPowerOf2((uint)length);
        var chunk = power <= 256 ? 32 : power / 8;
        return (length + chunk - 1) / chunk * chunk;
    }

    private static byte[] Padded(byte[] text)
    {
        if (text.Length is 0 or > ushort.MaxValue)
        {
            throw new NotificationFailedException("Failed to create gift-wrapped event for recipient: the message is empty or too long");
        }

        var padded = new byte[2 + PaddedLength(text.Length)];
        BinaryPrimitives.WriteUInt16BigEndian(padded, (ushort)text.Length);
        text.CopyTo(padded, 2);
        return padded;
    }
}
