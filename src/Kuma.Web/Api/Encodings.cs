using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Kuma.Web.Api;

/// <summary>Chooses a content encoding.</summary>
internal static class Encodings
{
    /// <summary>Brotli before gzip before none, among those that the client takes.</summary>
    public static string? Best(StringValues accepted)
    {
        // Nearly every client sends one of a few fixed lists without weights.
        if (accepted is [{ } list] && !list.Contains(";q=", StringComparison.OrdinalIgnoreCase))
        {
            return Has(list, "br") ? "br" : Has(list, "gzip") || list.Trim() is "*" ? "gzip" : null;
        }

        if (!StringWithQualityHeaderValue.TryParseList(accepted, out var values))
        {
            return null;
        }

        bool Takes(string encoding) => values.Any(value => value.Quality is not 0 && value.Value.Equals(encoding, StringComparison.OrdinalIgnoreCase));
        return Takes("br") ? "br" : Takes("gzip") ? "gzip" : null;
    }

    private static bool Has(string list, string encoding)
    {
        foreach (var part in list.AsSpan().Split(','))
        {
            if (list.AsSpan(part).Trim().Equals(encoding, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
