using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Kuma.Infrastructure.Tests.Notifications;

/// <summary>A mail server on a free port: it takes every mail and keeps what it heard.</summary>
internal sealed class SmtpListener : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly X509Certificate2 _certificate = SelfSigned();
    private readonly bool _isTls;
    private readonly Task _loop;

    public SmtpListener(bool isTls = false)
    {
        _isTls = isTls;
        _listener.Start();
        _loop = RunAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public List<string> Commands { get; } = [];

    public List<string> Mails { get; } = [];

    /// <summary>What the server offers after EHLO.</summary>
    public string[] Offers { get; init; } = [];

    /// <summary>The answer to RCPT TO.</summary>
    public string Recipient { get; init; } = "250 OK";

    /// <summary>Which RCPT TO gets that answer; the others are taken.</summary>
    public Func<string, bool> Refuses { get; init; } = _ => true;

    /// <summary>The answer to AUTH.</summary>
    public string Login { get; init; } = "235 welcome";

    public bool WentToTls { get; private set; }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _loop;
        _certificate.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync();
                await ServeAsync(client.GetStream());
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            return;
        }
    }

    private async Task ServeAsync(Stream stream)
    {
        try
        {
            stream = _isTls ? await SecureAsync(stream) : stream;
            await TalkAsync(stream);
        }
        catch (Exception e) when (e is IOException or System.Security.Authentication.AuthenticationException)
        {
            // The client did not like the certificate, or went away.
            return;
        }
    }

    private async Task TalkAsync(Stream stream)
    {
        await SayAsync(stream, "220 mail.test");
        while (await ReadLineAsync(stream) is { } line)
        {
            Commands.Add(line);
            switch (line.Split(' ')[0].ToUpperInvariant())
            {
                case "EHLO":
                    await SayAsync(stream, string.Join("\r\n", (string[])["250-mail.test", .. Offers.Select(offer => $"250-{offer}"), "250 8BITMIME"]));
                    break;
                case "STARTTLS":
                    await SayAsync(stream, "220 go");
                    stream = await SecureAsync(stream);
                    break;
                case "AUTH":
                    await SayAsync(stream, Login);
                    break;
                case "RCPT":
                    await SayAsync(stream, Refuses(line) ? Recipient : "250 OK");
                    break;
                case "DATA":
                    await SayAsync(stream, "354 go on");
                    Mails.Add(await ReadMailAsync(stream));
                    await SayAsync(stream, "250 taken");
                    break;
                case "QUIT":
                    await SayAsync(stream, "221 bye");
                    return;
                default:
                    await SayAsync(stream, "250 OK");
                    break;
            }
        }
    }

    private async Task<SslStream> SecureAsync(Stream stream)
    {
        var secure = new SslStream(stream);
        await secure.AuthenticateAsServerAsync(_certificate);
        WentToTls = true;
        return secure;
    }

    private static async Task<string> ReadMailAsync(Stream stream)
    {
        var mail = new StringBuilder();
        while (await ReadLineAsync(stream) is { } line and not ".")
        {
            mail.Append(line).Append('\n');
        }

        return mail.ToString();
    }

    private static async Task<string?> ReadLineAsync(Stream stream)
    {
        var line = new List<byte>();
        var octet = new byte[1];
        while (await stream.ReadAsync(octet) > 0)
        {
            if (octet[0] == '\n')
            {
                return Encoding.UTF8.GetString([.. line]).TrimEnd('\r');
            }

            line.Add(octet[0]);
        }

        return null;
    }

    private static async Task SayAsync(Stream stream, string text) => await stream.WriteAsync(Encoding.ASCII.GetBytes($"{text}\r\n"));

    private static X509Certificate2 SelfSigned()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=mail.test", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pfx), null);
    }
}
