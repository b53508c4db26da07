using System.Buffers.Binary;

namespace Kuma.Infrastructure.Notifications.NostrProtocol;

/// <summary>A direct message (NIP-17) in its two covers (NIP-59): sealed by the sender, wrapped under a key that is used once.</summary>
internal static class GiftWrap
{
    private const int DirectMessage = 14;
    private const int Seal = 13;
    private const int Wrap = 1059;
    private const uint TwoDays = 172_800;

    public static NostrEvent Of(string text, byte[] sender, byte[] recipient, DateTimeOffset now, Func<int, byte[]> random)
    {
        string[][] to = [["p", Convert.ToHexStringLower(recipient)]];
        var rumor = new NostrEvent(Hex(sender), now.ToUnixTimeSeconds(), DirectMessage, to, text);
        var seal = new NostrEvent(
            Hex(sender), Past(now, random), Seal, [], Nip44.Encrypt(rumor.ToJson(), Nip44.ConversationKey(sender, recipient), random(32)));
        var once = random(32);
        var sealedJson = seal.Signed(sender, random(32)).ToJson();
        return new NostrEvent(Hex(once), Past(now, random), Wrap, to, Nip44.Encrypt(sealedJson, Nip44.ConversationKey(once, recipient), random(32)))
            .Signed(once, random(32));
    }

    private static string Hex(byte[] secret) => Convert.ToHexStringLower(Secp256k1.PublicKey(secret));

    // The true time is in the innermost part alone.
    private static long Past(DateTimeOffset now, Func<int, byte[]> random) =>
        now.ToUnixTimeSeconds() - (BinaryPrimitives.ReadUInt32LittleEndian(random(4)) % TwoDays);
}
