using Kuma.Application.Common;
using Npgsql;

namespace Kuma.Infrastructure.Persistence;

/// <summary>Reads the two spellings of a PostgreSQL address.</summary>
internal static class ConnectionStrings
{
    /// <summary>Makes a connection string of a <c>postgres://user:password@host:port/database?sslmode=…</c> URL or of an Npgsql string.</summary>
    /// <exception cref="StartupException">It is neither.</exception>
    public static NpgsqlConnectionStringBuilder Parse(string text)
    {
        try
        {
            return text.StartsWith("postgres://", StringComparison.Ordinal) || text.StartsWith("postgresql://", StringComparison.Ordinal)
                ? FromUrl(new Uri(text))
                : new NpgsqlConnectionStringBuilder(text);
        }
        catch (Exception e) when (e is ArgumentException or UriFormatException or FormatException)
        {
            throw new StartupException(
                "KUMA_DATABASE is neither a postgres://user:password@host:port/database URL nor an Npgsql connection string: correct it.", e);
        }
    }

    private static NpgsqlConnectionStringBuilder FromUrl(Uri url)
    {
        var userInfo = url.UserInfo.Split(':', 2);
        var builder = new NpgsqlConnectionStringBuilder
        {
            Host = url.Host,
            Port = url.IsDefaultPort || url.Port < 0 ? 5432 : url.Port,
            Database = Uri.UnescapeDataString(url.AbsolutePath.Trim('/')),
            Username = Uri.UnescapeDataString(userInfo[0]),
        };
        if (userInfo.Length > 1)
        {
            builder.Password = Uri.UnescapeDataString(userInfo[1]);
        }

        foreach (var (key, value) in Query(url))
        {
            // libpq and Npgsql spell some words differently.
            builder[key switch { "sslmode" => "SSL Mode", "sslrootcert" => "Root Certificate", "application_name" => "Application Name", _ => key }] =
                key is "sslmode" ? value.Replace("-", "", StringComparison.Ordinal) : value;
        }

        return builder;
    }

    private static IEnumerable<(string Key, string Value)> Query(Uri url) =>
        from part in url.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
        let pair = part.Split('=', 2)
        select (Uri.UnescapeDataString(pair[0]), Uri.UnescapeDataString(pair.ElementAtOrDefault(1) ?? ""));
}
