using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Kuma.Infrastructure.Checkers.Names;

/// <summary>Tells of a name whether the resolver will have its answer at once, good or bad.</summary>
internal interface INameScout
{
    /// <summary>Whether the answer is at hand. It never throws.</summary>
    Task<bool> WillAnswerAsync(NameKey name);
}

/// <summary>
/// Asks the machine's name servers itself, thousands of names at once over one socket and without a thread. What they answer is not believed and not used
/// (that is the resolver's work, with its search lists and other sources); only that they answer.
/// </summary>
internal sealed class NameScout(string resolverFile, string hostsFile, int port, TimeProvider time) : INameScout, IDisposable
{
    private const int Header = 12;
    private const int MostOpen = 32_768;
    private const int A = 1;
    private const int Aaaa = 28;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan FilesHold = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<ushort, TaskCompletionSource> _open = new();
    private readonly Lock _gate = new();
    private NameSources? _sources;
    private Socket? _socket;
    private long _readAt;
    private int _lastId;

    /// <summary>A scout, where the system tells its name servers in a file.</summary>
    public static NameScout? OfThisMachine() =>
        OperatingSystem.IsLinux() ? new NameScout("/etc/resolv.conf", "/etc/hosts", port: 53, TimeProvider.System) : null;

    public async Task<bool> WillAnswerAsync(NameKey name)
    {
        try
        {
            var sources = Sources();
            if (sources.Hosts.Contains(name.Host))
            {
                return true;
            }

            // A datagram may get lost: a second attempt.
            return Encode(name.Host) is { } encoded && (await AskAsync(sources, encoded, name.Family) || await AskAsync(sources, encoded, name.Family));
        }
        catch (Exception e) when (e is SocketException or IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            return false;
        }
    }

    public void Dispose() => _socket?.Dispose();

    /// <summary>The resolver asks for both kinds of addresses and waits for both answers.</summary>
    private async Task<bool> AskAsync(NameSources sources, byte[] name, AddressFamily family)
    {
        if (_open.Count > MostOpen)
        {
            return false;
        }

        int[] kinds = family switch
        {
            AddressFamily.InterNetwork => [A],
            AddressFamily.InterNetworkV6 => [Aaaa],
            _ => [A, Aaaa],
        };
        var asked = Array.ConvertAll(kinds, kind => Open(name, kind));
        try
        {
            foreach (var server in sources.Servers)
            {
                foreach (var question in asked)
                {
                    await SocketFor(server).SendToAsync(question.Packet, new IPEndPoint(server, port));
                }
            }

            var answers = Task.WhenAll(asked.Select(question => question.Answered.Task)).WaitAsync(Patience, time);
            await answers.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return answers.IsCompletedSuccessfully;
        }
        finally
        {
            Array.ForEach(asked, question => _open.TryRemove(question.Id, out _));
        }
    }

    private (ushort Id, byte[] Packet, TaskCompletionSource Answered) Open(byte[] name, int kind)
    {
        var answered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        ushort id;
        do
        {
            id = (ushort)Interlocked.Increment(ref _lastId);
        }
        while (!_open.TryAdd(id, answered));

        // RFC 1035, section 4.1: one question, recursion desired, class IN.
        return (id, [(byte)(id >> 8), (byte)id, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, .. name, 0, (byte)kind, 0, 1], answered);
    }

    /// <summary>The labels of a name as they stand in a question; <c>null</c> when it is none that can be asked for.</summary>
    private static byte[]? Encode(string host)
    {
        var labels = host.TrimEnd('.').Split('.');
        return host.Length < 254 && labels.All(label => label.Length is > 0 and < 64 && Ascii.IsValid(label))
            ? [.. labels.SelectMany(label => Encoding.ASCII.GetBytes(label).Prepend((byte)label.Length)), 0]
            : null;
    }

    private Socket SocketFor(IPAddress server)
    {
        lock (_gate)
        {
            if (_socket is null || _socket.AddressFamily != server.AddressFamily)
            {
                _socket?.Dispose();
                _socket = new Socket(server.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
                _socket.Bind(new IPEndPoint(server.AddressFamily is AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any, 0));
                _ = ReceiveAsync(_socket);
            }

            return _socket;
        }
    }

    private async Task ReceiveAsync(Socket socket)
    {
        var buffer = new byte[512];
        var anybody = new SocketAddress(socket.AddressFamily);
        while (true)
        {
            try
            {
                var length = await socket.ReceiveFromAsync(buffer, SocketFlags.None, anybody);
                if (length >= Header && buffer[2] >= 0x80 && _open.TryGetValue(BinaryPrimitives.ReadUInt16BigEndian(buffer), out var answered))
                {
                    answered.TrySetResult();
                }
            }
            catch (SocketException)
            {
                // Too long a datagram, or news of an earlier one that did not arrive.
            }
            catch (ObjectDisposedException)
            {
                return;
            }
        }
    }

    private NameSources Sources()
    {
        lock (_gate)
        {
            if (_sources is null || time.GetElapsedTime(_readAt) > FilesHold)
            {
                (_sources, _readAt) = (NameSources.Read(resolverFile, hostsFile), time.GetTimestamp());
            }

            return _sources;
        }
    }
}
