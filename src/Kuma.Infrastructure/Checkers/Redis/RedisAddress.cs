using System.Globalization;
using Kuma.Application.Monitoring;

namespace Kuma.Infrastructure.Checkers.Redis;

/// <summary>The parts of <c>redis[s]://user:password@host:port/database</c>.</summary>
internal sealed record RedisAddress(string Host, int Port, bool Tls, string User, string Password, string Database)
{
    private const int DefaultPort = 6379;

    /// <exception cref="CheckFailedException">It is no such address.</exception>
    public static RedisAddress Parse(string? text)
    {
        // What is wrong with the text stays out of the message: it may hold the password.
        if (!Uri.TryCreate((text ?? "").Trim(), UriKind.Absolute, out var url) || url.Scheme is not ("redis" or "rediss") || url.Host.Length == 0)
        {
            throw new CheckFailedException("Invalid URL: use redis://user:password@host:port");
        }

        var user = url.UserInfo.Split(':', 2);
        var database = url.AbsolutePath.Trim('/');
        return database.Length == 0 || int.TryParse(database, NumberStyles.None, CultureInfo.InvariantCulture, out _)
            ? new RedisAddress(
                url.Host.Trim('[', ']'),
                url.Port < 0 ? DefaultPort : url.Port,
                url.Scheme is "rediss",
                Uri.UnescapeDataString(user[0]),
                Uri.UnescapeDataString(user.ElementAtOrDefault(1) ?? ""),
                database)
            : throw new CheckFailedException("Invalid pathname: the database is a number");
    }
}
