using Kuma.Application.Common;
using Kuma.Infrastructure.Persistence;
using Npgsql;

namespace Kuma.Infrastructure.Tests.Persistence;

public sealed class ConnectionStringsTests
{
    [Theory]
    [InlineData("postgres://me:p%40ss%2Fword@db.example:5433/kuma?sslmode=verify-full", "db.example", 5433, "kuma", "me", "p@ss/word", SslMode.VerifyFull)]
    [InlineData("postgresql://me:pw@db/kuma", "db", 5432, "kuma", "me", "pw", SslMode.Prefer)]
    [InlineData("postgres://me:pw@[::1]/kuma?sslmode=disable", "::1", 5432, "kuma", "me", "pw", SslMode.Disable)]
    [InlineData("Host=db;Port=5433;Database=kuma;Username=me;Password=pw", "db", 5433, "kuma", "me", "pw", SslMode.Prefer)]
    public void Both_spellings_are_read(string text, string host, int port, string database, string user, string password, SslMode ssl)
    {
        var address = ConnectionStrings.Parse(text);

        address.Host.ShouldBe(host);
        address.Port.ShouldBe(port);
        address.Database.ShouldBe(database);
        address.Username.ShouldBe(user);
        address.Password.ShouldBe(password);
        address.SslMode.ShouldBe(ssl);
    }

    [Theory]
    [InlineData("postgres:///kuma?host=/run/postgresql&user=me", "/run/postgresql")]
    [InlineData("postgres://me@%2Frun%2Fpostgresql/kuma", "/run/postgresql")]
    public void A_Unix_socket_is_named_as_for_libpq(string text, string host)
    {
        var address = ConnectionStrings.Parse(text);

        address.Host.ShouldBe(host);
        address.Database.ShouldBe("kuma");
        address.Username.ShouldBe("me");
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("postgres://host:port/kuma")]
    [InlineData("postgres://me:pw@host/kuma?unknown=1")]
    [InlineData("postgres://me:pw@host/kuma?sslmode=sometimes")]
    [InlineData("Host=db;Unknown=1")]
    [InlineData("Database=kuma;Username=me")]
    [InlineData("mysql://me:pw@host/kuma")]
    public void What_is_neither_is_refused_without_repeating_it(string text)
    {
        var refusal = Should.Throw<StartupException>(() => ConnectionStrings.Parse(text));

        refusal.Message.ShouldContain("KUMA_DATABASE");
        refusal.Message.ShouldNotContain("me:pw");
    }
}
