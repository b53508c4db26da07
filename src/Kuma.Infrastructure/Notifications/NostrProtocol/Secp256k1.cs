using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Asn1.Sec;
using Org.BouncyCastle.Math;
using ECPoint = Org.BouncyCastle.Math.EC.ECPoint;

namespace Kuma.Infrastructure.Notifications.NostrProtocol;

/// <summary>Keys and signatures on the curve secp256k1 as BIP 340 has them: public keys are an X coordinate, its Y is even.</summary>
internal static class Secp256k1
{
    private static readonly Org.BouncyCastle.Asn1.X9.X9ECParameters Curve = SecNamedCurves.GetByName("secp256k1");

    public static byte[] PublicKey(byte[] secret) => X(Times(Number(secret)));

    /// <summary>The X coordinate of the point that both sides can compute.</summary>
    public static byte[] SharedX(byte[] secret, byte[] publicKey) => X(Curve.Curve.DecodePoint([2, .. publicKey]).Multiply(Number(secret)).Normalize());

    /// <summary>A Schnorr signature of 64 bytes.</summary>
    /// <param name="secret">32 bytes.</param>
    /// <param name="message">32 bytes, mostly a hash.</param>
    /// <param name="random">32 bytes that hide the key from side channels.</param>
    public static byte[] Sign(byte[] secret, byte[] message, byte[] random)
    {
        var order = Curve.N;
        var own = Times(Number(secret));
        var d = IsEven(own) ? Number(secret) : order.Subtract(Number(secret));
        var ownX = X(own);
        var masked = Bytes(d).Zip(Tagged("BIP0340/aux", random), (a, b) => (byte)(a ^ b)).ToArray();
        var k = Number(Tagged("BIP0340/nonce", masked, ownX, message)).Mod(order);
        var point = Times(k);
        k = IsEven(point) ? k : order.Subtract(k);
        var pointX = X(point);
        var challenge = Number(Tagged("BIP0340/challenge", pointX, ownX, message)).Mod(order);
        return [.. pointX, .. Bytes(k.Add(challenge.Multiply(d)).Mod(order))];
    }

    private static ECPoint Times(BigInteger factor) => Curve.G.Multiply(factor).Normalize();

    private static bool IsEven(ECPoint point) => !point.AffineYCoord.ToBigInteger().TestBit(0);

    private static byte[] X(ECPoint point) => Bytes(point.AffineXCoord.ToBigInteger());

    private static BigInteger Number(byte[] bytes) => new(1, bytes);

    private static byte[] Bytes(BigInteger number)
    {
        var bytes = number.ToByteArrayUnsigned();
        return [.. new byte[32 - bytes.Length], .. bytes];
    }

    private static byte[] Tagged(string tag, params byte[][] parts)
    {
        var hash = SHA256.HashData(Encoding.ASCII.GetBytes(tag));
        return SHA256.HashData([.. hash, .. hash, .. parts.SelectMany(part => part)]);
    }
}
