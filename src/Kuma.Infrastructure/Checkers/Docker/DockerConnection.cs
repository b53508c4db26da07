using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Kuma.Infrastructure.Checkers.Network;

namespace Kuma.Infrastructure.Checkers.Docker;

/// <summary>The way to a Docker daemon: its Unix socket, or TCP with the client certificate that lies in <c>docker-tls/HOST</c>.</summary>
internal sealed class DockerConnection : IDisposable
{
    private const int AnswerLimit = 32 * 1024 * 1024;

    private readonly HttpClient _client;
    private readonly X509Certificate2? _certificate;

    private DockerConnection(HttpMessageHandler handler, Uri address, X509Certificate2? certificate)
    {
        // The callers' tokens carry the deadline.
        _client = new HttpClient(handler)
        {
            BaseAddress = address, Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = AnswerLimit,
        };
        _certificate = certificate;
    }

    /// <summary>Makes ready to talk to a daemon.</summary>
    /// <param name="daemon">A socket's path, or an address.</param>
    /// <param name="type"><c>socket</c> or <c>tcp</c>.</param>
    /// <param name="tlsFolder">Where client certificates lie, one folder per host.</param>
    /// <exception cref="FormatException">The daemon's address is none.</exception>
    public static DockerConnection To(string daemon, string type, string tlsFolder)
    {
        if (type is "socket")
        {
            return new DockerConnection(OverSocket(daemon), new Uri("http://localhost"), certificate: null);
        }

        var text = daemon.Trim().Replace("tcp://", "http://", StringComparison.OrdinalIgnoreCase);
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            throw new FormatException($"{daemon} is no address of a Docker daemon.");
        }

        var folder = Path.Combine(tlsFolder, Path.GetFileName(address.Host));
        string[] files = [Path.Combine(folder, "ca.pem"), Path.Combine(folder, "cert.pem"), Path.Combine(folder, "key.pem")];
        return files.All(File.Exists)
            ? OverTls(new UriBuilder(address) { Scheme = Uri.UriSchemeHttps, Port = address.Port }.Uri, files)
            : new DockerConnection(OverTcp(), address, certificate: null);
    }

    public Task<HttpResponseMessage> GetAsync(string path, CancellationToken cancellationToken) => _client.GetAsync(path, cancellationToken);

    public void Dispose()
    {
        _client.Dispose();
        _certificate?.Dispose();
    }

    private static SocketsHttpHandler OverTcp() => new()
    {
        UseProxy = false,
        ConnectCallback = static async (context, token) =>
            await TcpConnections.OpenAsync(context.DnsEndPoint.Host, context.DnsEndPoint.Port, family: null, token),
    };

    private static SocketsHttpHandler OverSocket(string path) => new()
    {
        UseProxy = false,
        ConnectCallback = async (_, token) =>
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            try
            {
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), token);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        },
    };

    private static DockerConnection OverTls(Uri address, string[] files)
    {
        X509Certificate2Collection roots = [];
        X509Certificate2 certificate;
        try
        {
            roots.ImportFromPemFile(files[0]);
            certificate = X509Certificate2.CreateFromPemFile(files[1], files[2]);
        }
        catch (CryptographicException e)
        {
            throw new FormatException($"The certificates for {address.Host} cannot be read: {e.Message}", e);
        }

        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(roots);
        var handler = OverTcp();
        handler.SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = policy, ClientCertificates = [certificate] };
        return new DockerConnection(handler, address, certificate);
    }
}
