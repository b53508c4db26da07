using System.Net;
using System.Net.Sockets;
using Kuma.Infrastructure.Checkers.Names;
using Kuma.Testing;

namespace Kuma.Infrastructure.Tests.Checkers;

/// <summary>Whether a name server will answer, asked of one on this machine.</summary>
public sealed class NameScoutTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly Socket _server = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly NameScout _scout;
    private int _questions;

    public NameScoutTests()
    {
        _server.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _ = ServeAsync();
        File.WriteAllText(Path.Combine(_folder.Path, "resolv.conf"), "# ours\nsearch example.org\nnameserver 127.0.0.1\noptions ndots:2\n");
        File.WriteAllText(Path.Combine(_folder.Path, "hosts"), "127.0.0.1\tlocalhost\n192.0.2.1  printer.lan printer # in the hall\n");
        _scout = new NameScout(
            Path.Combine(_folder.Path, "resolv.conf"), Path.Combine(_folder.Path, "hosts"), ((IPEndPoint)_server.LocalEndPoint!).Port, TimeProvider.System);
    }

    public void Dispose()
    {
        _server.Dispose();
        _scout.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("answered.example.org", AddressFamily.Unspecified, 2)]
    [InlineData("answered.example.org.", AddressFamily.InterNetwork, 1)]
    [InlineData("answered.example.org", AddressFamily.InterNetworkV6, 1)]
    public async Task A_name_that_the_server_answers_for_is_at_hand(string name, AddressFamily family, int questions)
    {
        (await _scout.WillAnswerAsync(new NameKey(name, family))).ShouldBeTrue();

        _questions.ShouldBe(questions);
    }

    [Theory]
    [InlineData("silent.example.org", AddressFamily.Unspecified)]
    [InlineData("halfsilent.example.org", AddressFamily.Unspecified)]
    public async Task A_name_that_it_says_nothing_of_is_not(string name, AddressFamily family) =>
        (await _scout.WillAnswerAsync(new NameKey(name, family))).ShouldBeFalse();

    [Fact]
    public async Task One_lost_datagram_changes_nothing() =>
        (await _scout.WillAnswerAsync(new NameKey("lost.example.org", AddressFamily.InterNetwork))).ShouldBeTrue();

    [Theory]
    [InlineData("printer")]
    [InlineData("Printer.lan")]
    [InlineData("localhost")]
    public async Task A_name_of_the_machines_own_file_is_at_hand_whatever_the_server_does(string name)
    {
        (await _scout.WillAnswerAsync(new NameKey(name, AddressFamily.Unspecified))).ShouldBeTrue();

        _questions.ShouldBe(0);
    }

    [Theory]
    [InlineData("..")]
    [InlineData("a..b")]
    [InlineData("bücher.example")]
    [InlineData("a-label-of-sixty-four-letters-is-longer-than-any-that-can-be-ask.ed")]
    public async Task What_cannot_be_asked_for_is_not_at_hand(string name)
    {
        (await _scout.WillAnswerAsync(new NameKey(name, AddressFamily.Unspecified))).ShouldBeFalse();

        _questions.ShouldBe(0);
    }

    private async Task ServeAsync()
    {
        var buffer = new byte[512];
        var seen = new HashSet<string>(StringComparer.Ordinal);
        try
        {
            while (true)
            {
                var received = await _server.ReceiveFromAsync(buffer, new IPEndPoint(IPAddress.Any, 0));
                var question = buffer.AsMemory(0, received.ReceivedBytes);
                var label = System.Text.Encoding.ASCII.GetString(question.Span.Slice(13, question.Span[12]));
                var kind = question.Span[^3];
                _questions++;
                if (label is "silent" || (label is "halfsilent" && kind == 28) || (label is "lost" && seen.Add(label)))
                {
                    continue;
                }

                buffer[2] |= 0x80;
                await _server.SendToAsync(question, received.RemoteEndPoint);
            }
        }
        catch (Exception e) when (e is ObjectDisposedException or SocketException)
        {
            // The test is over.
        }
    }
}
