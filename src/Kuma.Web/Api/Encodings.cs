using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Kuma.Web.Api;

/// <summary>Chooses a content encoding.</summary>
internal static class Encodings
{
    /// <summary>
    /// The encoding that the client likes best (RFC 9110, 12.5.3), <c>null</c> for none; where it likes several equally, Brotli before gzip before none.
    /// A client that takes nothing of what there is gets it plain.
    /// </summary>
    /// <param name="accepted">The header Accept-Encoding.</param>
    /// <param name="brotli">Whether there is a Brotli form.</param>
    /// <param name="gzip">Whether there is a gzip form.</param>
    public static string? Best(StringValues accepted, bool brotli = true, bool gzip = true)
    {
        // Nearly every client sends one of a few fixed lists without weights.
        if (accepted is [{ } list] && !list.Contains(';', StringComparison.Ordinal))
        {
            return brotli && Has(list, "br") ? "br" : gzip && Has(list, "gzip") ? "gzip" : null;
        }

        if (!StringWithQualityHeaderValue.TryParseList(accepted, out var values))
        {
            return null;
        }

        // Plain is taken unless it is refused, but whoever names another encoding alone likes that better.
        var plain = Weight(values, "identity", otherwise: double.Epsilon);
        var zipped = gzip ? Weight(values, "gzip", otherwise: 0) : 0;
        var brotlied = brotli ? Weight(values, "br", otherwise: 0) : 0;
        var most = Math.Max(plain, Math.Max(zipped, brotlied));
        return most == 0 ? null : brotlied == most ? "br" : zipped == most ? "gzip" : null;
    }

    private static double Weight(IList<StringWithQualityHeaderValue> values, string encoding, double otherwise) =>
        (Find(values, encoding) ?? Find(values, "*")) is { } found ? found.Quality ?? 1 : otherwise;

    private static StringWithQualityHeaderValue? Find(IList<StringWithQualityHeaderValue> values, string encoding) =>
        values.FirstOrDefault(value => value.Value.Equals(encoding, StringComparison.OrdinalIgnoreCase));

    private static bool Has(string list, string encoding)
    {
        foreach (var part in list.AsSpan().Split(','))
        {
            var name = list.AsSpan(part).Trim();
            if (name is "*" || name.Equals(encoding, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
