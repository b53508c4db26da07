using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Kuma.Infrastructure.Notifications.Providers.Push;

/// <summary>Content encoding aes128gcm (RFC 8188) with the keys of RFC 8291, in one record.</summary>
internal static class WebPushEncryption
{
    private const int RecordSize = 4096;
    private const int TagSize = 16;
    private const byte LastRecord = 2;

    public static byte[] Encrypt(byte[] plain, byte[] browserKey, byte[] authSecret, byte[] salt)
    {
        using var own = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        return Encrypt(plain, browserKey, authSecret, salt, own);
    }

    /// <summary>As above with a given key, which is to be used once.</summary>
    public static byte[] Encrypt(byte[] plain, byte[] browserKey, byte[] authSecret, byte[] salt, ECDiffieHellman own)
    {
        if (browserKey is not [4, ..] || browserKey.Length != 65 || authSecret.Length < 16 || plain.Length > RecordSize - TagSize - 1 - 86)
        {
            throw new ArgumentException("A subscription has a key of 65 bytes and a secret of 16.", nameof(browserKey));
        }

        var point = own.ExportParameters(includePrivateParameters: false).Q;
        byte[] ownKey = [4, .. point.X!, .. point.Y!];
        using var browser = ECDiffieHellman.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = browserKey[1..33], Y = browserKey[33..] },
        });
        var shared = own.DeriveRawSecretAgreement(browser.PublicKey);
        var input = HKDF.DeriveKey(HashAlgorithmName.SHA256, shared, 32, authSecret, [.. "WebPush: info\0"u8, .. browserKey, .. ownKey]);
        var key = HKDF.DeriveKey(HashAlgorithmName.SHA256, input, 16, salt, Encoding.ASCII.GetBytes("Content-Encoding: aes128gcm\0"));
        var nonce = HKDF.DeriveKey(HashAlgorithmName.SHA256, input, 12, salt, Encoding.ASCII.GetBytes("Content-Encoding: nonce\0"));

        byte[] record = [.. plain, LastRecord];
        var cipher = new byte[record.Length];
        var tag = new byte[TagSize];
        using var aes = new AesGcm(key, TagSize);
        aes.Encrypt(nonce, record, cipher, tag);
        var size = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(size, RecordSize);
        return [.. salt, .. size, (byte)ownKey.Length, .. ownKey, .. cipher, .. tag];
    }
}
