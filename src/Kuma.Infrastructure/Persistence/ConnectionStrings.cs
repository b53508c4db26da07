using System.Text.RegularExpressions;
using Kuma.Application.Common;
using Npgsql;

namespace Kuma.Infrastructure.Persistence;

/// <summary>Reads the two spellings of a PostgreSQL address.</summary>
internal static partial class ConnectionStrings
{
    /// <summary>Makes a connection string of a <c>postgres://user:password@host:port/database?sslmode=…</c> URL or of an Npgsql string.</summary>
    /// <exception cref="StartupException">It is neither.</exception>
    public static NpgsqlConnectionStringBuilder Parse(string text)
    {
        try
        {
            var address = UrlForm().Match(text) is { Success: true } url ? FromUrl(url) : new NpgsqlConnectionStringBuilder(text);
            return string.IsNullOrEmpty(address.Host) ? throw Refusal("it names no host") : address;
        }
        catch (Exception e) when (e is ArgumentException or FormatException or OverflowException)
        {
            throw Refusal("it is neither a postgres://user:password@host:port/database URL nor an Npgsql connection string");
        }
    }

    // The text and the parser's own words stay out: they may hold the password.
    private static StartupException Refusal(string reason) =>
        new($"The connection string in KUMA_DATABASE cannot be used, {reason}: correct it.");

    private static NpgsqlConnectionStringBuilder FromUrl(Match url)
    {
        var address = new NpgsqlConnectionStringBuilder();
        Set("Host", Part("host").Trim('[', ']'));
        Set("Port", Part("port"));
        Set("Database", Part("database"));
        Set("Username", Part("user"));
        Set("Password", Part("password"));
        foreach (var pair in url.Groups["query"].Value.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split('=', 2);
            var value = Uri.UnescapeDataString(parts.ElementAtOrDefault(1) ?? "");
            Set(NpgsqlName(parts[0]), parts[0] is "sslmode" ? value.Replace("-", "", StringComparison.Ordinal) : value);
        }

        return address;

        string Part(string name) => Uri.UnescapeDataString(url.Groups[name].Value);

        void Set(string name, string value)
        {
            if (value.Length > 0)
            {
                address[name] = value;
            }
        }
    }

    /// <summary>libpq and Npgsql spell some words differently.</summary>
    private static string NpgsqlName(string name) => name switch
    {
        "sslmode" => "SSL Mode",
        "sslrootcert" => "Root Certificate",
        "application_name" => "Application Name",
        "dbname" => "Database",
        "user" => "Username",
        "connect_timeout" => "Timeout",
        _ => name,
    };

    // Not System.Uri: it knows no host that is a folder (a Unix socket), and no URL without one.
    [GeneratedRegex(
        @"^postgres(ql)?://((?<user>[^:@/]*)(:(?<password>[^@/]*))?@)?(?<host>\[[^\]]*\]|[^:/?]*)(:(?<port>\d+))?(/(?<database>[^?]*))?(\?(?<query>.*))?$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex UrlForm();
}
