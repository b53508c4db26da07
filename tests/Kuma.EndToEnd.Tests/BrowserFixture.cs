namespace Kuma.EndToEnd.Tests;

/// <summary>Ends the browser that the tests share.</summary>
public sealed class BrowserFixture : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Browser.EndAsync();
}
