using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Dapper;
using Kuma.Testing;

namespace Kuma.Web.Tests.Engine;

/// <summary>
/// Certificates that end soon, from the handshake to the webhook, in the real program: it trusts the test's authority as it would trust any of the system's.
/// </summary>
public sealed class CertificateEndTests(PostgresFixture postgres) : IAsyncLifetime
{
    private const string Password = "Passw0rd!23";

    private readonly TestFolder _data = new();
    private readonly ConcurrentQueue<string> _told = new();
    private readonly CancellationTokenSource _over = new();
    private readonly X509Certificate2 _authority = TestCertificates.Authority("Test authority");
    private TestDatabase _database = null!;
    private TargetServer _hook = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await postgres.CreateDatabaseAsync();
        _hook = await TargetServer.StartAsync();
        _hook.Answer = async context =>
        {
            var body = await JsonNode.ParseAsync(context.Request.Body);
            _told.Enqueue(body!["msg"]!.GetValue<string>());
        };
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        _over.Dispose();
        await _hook.DisposeAsync();
        await _database.DisposeAsync();
        _data.Dispose();
    }

    [Fact]
    public async Task People_are_told_once_of_a_site_a_TLS_port_and_a_STARTTLS_port()
    {
        await using var site = await TlsServer.StartAsync(TestCertificates.SignedBy(_authority, "shop.example", days: 6.5));
        await using var secure = await TlsServer.StartAsync(TestCertificates.SignedBy(_authority, "ldap.example", days: 13.5));
        using var mail = StartMailServer(TestCertificates.SignedBy(_authority, "mail.example", days: 2.5));
        var mailPort = ((IPEndPoint)mail.LocalEndpoint).Port;

        await using (var kuma = await StartAsync())
        {
            await using var client = await WireClient.ConnectAsync(kuma.Address);
            IsOk(await client.CallAsync("setup", "admin", Password));
            IsOk(await SignInAsync(client));
            var hook = new JsonObject
            {
                ["name"] = "hook", ["type"] = "webhook", ["webhookURL"] = _hook.Address.AbsoluteUri, ["webhookContentType"] = "json", ["isDefault"] = false,
            };
            var notification = (await client.CallAsync("addNotification", hook, null))!["id"]!.GetValue<int>();
            IsOk(await client.CallAsync("add", Monitor("http", "shop", notification, ("url", site.Url("localhost")))));
            IsOk(await client.CallAsync("add", Monitor("port", "ldap", notification, ("hostname", "localhost"), ("port", secure.Port), ("smtpSecurity", "secure"))));
            IsOk(await client.CallAsync("add", Monitor("port", "mail", notification, ("hostname", "localhost"), ("port", mailPort), ("smtpSecurity", "starttls"))));

            await Eventually.TrueAsync(() => _told.Count >= 3, "people are told of the three", TimeSpan.FromSeconds(30));
            await using var late = await WireClient.ConnectAsync(kuma.Address);
            IsOk(await SignInAsync(late));
            // A check that ends meanwhile tells of its certificate once more.
            var facts = late.Heard.Where(heard => heard.Name is "certInfo").DistinctBy(heard => heard.Arguments[0]!.ToString()).Select(heard => JsonNode.Parse(heard.Arguments[1]!.GetValue<string>())!).ToList();
            facts.Count.ShouldBe(3);
            facts.ShouldAllBe(fact => fact["valid"]!.GetValue<bool>());
            facts.Select(fact => fact["certInfo"]!["daysRemaining"]!.GetValue<int>()).Order().ShouldBe([2, 6, 13]);
            facts.Count(fact => fact["hostnameMatchMonitorUrl"] is not null).ShouldBe(1, "ports do not say whether the name matches");
        }

        await using (await StartAsync())
        {
            var beats = await CountAsync("select count(*) from heartbeat");
            await Eventually.TrueAsync(
                async () => await CountAsync("select count(*) from heartbeat") >= beats + 6, "all are checked again", TimeSpan.FromSeconds(30));
            (await CountAsync("select count(*) from heartbeat where status <> 1")).ShouldBe(0);
            (await CountAsync("select count(*) from notification_outbox")).ShouldBe(0);
        }

        _told.Order(StringComparer.Ordinal).ShouldBe(
        [
            "[ldap][localhost] server certificate ldap.example will expire in 13 days",
            "[mail][localhost] server certificate mail.example will expire in 2 days",
            $"[shop][{site.Url("localhost")}] server certificate shop.example will expire in 6 days",
        ]);
    }

    private async Task<KumaProcess> StartAsync()
    {
        var trusted = Path.Combine(_data.Path, "trusted.pem");
        await File.WriteAllTextAsync(trusted, _authority.ExportCertificatePem());
        var kuma = KumaProcess.Start(
            new Dictionary<string, string> { ["KUMA_DATABASE"] = _database.ConnectionString, ["SSL_CERT_FILE"] = trusted },
            "--port=0", "--host=localhost", $"--data-dir={_data.Path}");
        await kuma.WaitUntilReadyAsync();
        return kuma;
    }

    private static JsonObject Monitor(string type, string name, int notification, params (string Field, JsonNode Value)[] fields)
    {
        var monitor = new JsonObject
        {
            ["type"] = type, ["name"] = name, ["interval"] = 1, ["timeout"] = 10, ["maxretries"] = 0, ["expiryNotification"] = true, ["maxredirects"] = 0,
            ["accepted_statuscodes"] = new JsonArray("200-299"), ["notificationIDList"] = new JsonObject { [$"{notification}"] = true },
            ["conditions"] = new JsonArray(), ["ipFamily"] = "ipv4",
        };
        foreach (var (field, value) in fields)
        {
            monitor[field] = value;
        }

        return monitor;
    }

    /// <summary>Speaks SMTP as far as STARTTLS, and shakes hands.</summary>
    private TcpListener StartMailServer(X509Certificate2 certificate)
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        _ = AcceptAsync(listener, certificate);
        return listener;
    }

    private async Task AcceptAsync(TcpListener listener, X509Certificate2 certificate)
    {
        while (!_over.IsCancellationRequested)
        {
            try
            {
                _ = SpeakAsync(await listener.AcceptTcpClientAsync(_over.Token), certificate);
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private static async Task SpeakAsync(TcpClient client, X509Certificate2 certificate)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                await SayAsync(stream, "220 mail.example ESMTP\r\n", "EHLO localhost\r\n");
                await SayAsync(stream, "250-mail.example\r\n250 STARTTLS\r\n", "STARTTLS\r\n");
                await stream.WriteAsync("220 Ready to start TLS\r\n"u8.ToArray());
                await using var tls = new SslStream(stream);
                await tls.AuthenticateAsServerAsync(certificate);
                await tls.CopyToAsync(Stream.Null);
            }
            catch (IOException)
            {
                // The first connection only looks whether the port is open.
            }
        }
    }

    private static async Task SayAsync(NetworkStream stream, string line, string expected)
    {
        await stream.WriteAsync(Encoding.ASCII.GetBytes(line));
        var buffer = new byte[256];
        var read = await stream.ReadAsync(buffer);
        if (Encoding.ASCII.GetString(buffer, 0, read) != expected)
        {
            throw new IOException("The client says something else.");
        }
    }

    private async Task<long> CountAsync(string sql)
    {
        await using var connection = await _database.DataSource.OpenConnectionAsync(TestContext.Current.CancellationToken);
        return await connection.QuerySingleAsync<long>(sql);
    }

    private static Task<JsonNode?> SignInAsync(WireClient client) =>
        client.CallAsync("login", new JsonObject { ["username"] = "admin", ["password"] = Password, ["token"] = "" });

    private static void IsOk(JsonNode? answer) => answer!["ok"]!.GetValue<bool>().ShouldBeTrue(answer.ToJsonString());
}
