namespace SocketIO.Core.Tests.Wire;

/// <summary>
/// A session over one transport, in Engine.IO packets. Binary messages are written as in a long-polling payload, <c>b</c> and base64, whatever
/// carries them.
/// </summary>
internal interface IWire : IAsyncDisposable
{
    /// <summary>The open packet.</summary>
    string Open { get; }

    Task SendAsync(params string[] packets);

    /// <summary>The next packet; heartbeats are answered and left out unless asked for. Null: the server has closed.</summary>
    Task<string?> NextAsync(bool keepPings = false);
}

internal static class WireExtensions
{
    /// <summary>Joins a namespace of the echo host: takes its answer and the <c>auth</c> event.</summary>
    public static async Task JoinAsync(this IWire wire, string nsp = "/", string auth = "")
    {
        var prefix = nsp == "/" ? string.Empty : nsp + ",";
        await wire.SendAsync($"40{prefix}{auth}");
        var answer = await wire.NextAsync();
        answer.ShouldNotBeNull().ShouldStartWith($"40{prefix}{{\"sid\":\"");
        (await wire.NextAsync()).ShouldBe($"42{prefix}[\"auth\",{(auth.Length == 0 ? "{}" : auth)}]");
    }

    /// <summary>The session still works.</summary>
    public static async Task ShouldEchoAsync(this IWire wire, string text = "still here")
    {
        await wire.SendAsync($"42[\"message\",\"{text}\"]");
        (await wire.NextAsync()).ShouldBe($"42[\"message-back\",\"{text}\"]");
    }

    /// <summary>The server closes the session; packets on the way do not matter.</summary>
    public static async Task ShouldCloseAsync(this IWire wire)
    {
        for (var i = 0; i < 100; i++)
        {
            if (await wire.NextAsync() is null)
            {
                return;
            }
        }

        throw new ShouldAssertException("The session was not closed.");
    }
}
