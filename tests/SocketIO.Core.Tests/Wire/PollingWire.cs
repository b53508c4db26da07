using System.Text;
using System.Text.Json;

namespace SocketIO.Core.Tests.Wire;

/// <summary>Long-polling by hand: one GET at a time to receive, POSTs to send.</summary>
internal sealed class PollingWire : IWire
{
    private readonly HttpClient _http;
    private readonly Queue<string> _packets = new();

    private PollingWire(HttpClient http, string open)
    {
        _http = http;
        Open = open;
        Sid = JsonDocument.Parse(open[1..]).RootElement.GetProperty("sid").GetString()!;
    }

    public string Open { get; }

    public string Sid { get; }

    public string Query => $"/socket.io/?EIO=4&transport=polling&sid={Sid}";

    public static async Task<PollingWire> OpenAsync(Uri address)
    {
        var http = new HttpClient(new SocketsHttpHandler()) { BaseAddress = address, Timeout = TimeSpan.FromSeconds(20) };
        return new PollingWire(http, await http.GetStringAsync("/socket.io/?EIO=4&transport=polling"));
    }

    public async Task<(int Status, string Body)> GetAsync(CancellationToken cancellationToken = default)
    {
        using var response = await _http.GetAsync(Query, cancellationToken);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(cancellationToken));
    }

    public async Task<(int Status, string Body)> PostAsync(string body, string contentType = "text/plain;charset=UTF-8")
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        using var response = await _http.PostAsync(Query, content);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    public async Task SendAsync(params string[] packets) => await PostAsync(string.Join('\x1e', packets));

    public async Task<string?> NextAsync(bool keepPings = false)
    {
        while (true)
        {
            while (_packets.Count == 0)
            {
                var (status, body) = await GetAsync();
                if (status != 200)
                {
                    return null;
                }

                foreach (var packet in body.Split('\x1e'))
                {
                    _packets.Enqueue(packet);
                }
            }

            var next = _packets.Dequeue();
            if (next == "1")
            {
                return null;
            }

            if (next == "2")
            {
                await PostAsync("3");
            }

            if (next != "6" && (next != "2" || keepPings))
            {
                return next;
            }
        }
    }

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return ValueTask.CompletedTask;
    }
}
