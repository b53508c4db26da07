using System.Text;

namespace Kuma.Web.StatusPages;

/// <summary>A page as it is written: text, and between it pieces that are already encoded.</summary>
internal sealed class PageMarkup
{
    private readonly List<(int At, byte[] Bytes)> _pieces = [];

    public StringBuilder Text { get; } = new(32 * 1024);

    /// <summary>Puts a piece behind the text so far.</summary>
    public void Add(byte[] piece) => _pieces.Add((Text.Length, piece));

    public byte[] ToBytes()
    {
        var text = Text.ToString().AsSpan();
        var bytes = new byte[Encoding.UTF8.GetByteCount(text) + _pieces.Sum(piece => piece.Bytes.Length)];
        var (read, written) = (0, 0);
        foreach (var (at, piece) in _pieces)
        {
            written += Encoding.UTF8.GetBytes(text[read..at], bytes.AsSpan(written));
            piece.CopyTo(bytes, written);
            written += piece.Length;
            read = at;
        }

        Encoding.UTF8.GetBytes(text[read..], bytes.AsSpan(written));
        return bytes;
    }
}
