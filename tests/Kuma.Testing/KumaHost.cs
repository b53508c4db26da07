using Kuma.Web.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Kuma.Testing;

/// <summary>The whole of Kuma in this process, on a free port of this machine and a database of the fixture.</summary>
public sealed class KumaHost : IAsyncDisposable
{
    private readonly KumaApp _app;
    private readonly TestFolder _data;

    private KumaHost(KumaApp app, TestFolder data)
    {
        _app = app;
        _data = data;
        Address = new Uri(app.Address);
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }) { BaseAddress = Address };
    }

    public Uri Address { get; }

    /// <summary>A client of the host that follows no redirect.</summary>
    public HttpClient Client { get; }

    public IServiceProvider Services => _app.Services;

    public string DataFolder => _data.Path;

    /// <summary>Starts a host on <paramref name="database"/>.</summary>
    /// <param name="database">Where it keeps its data.</param>
    /// <param name="services">Replaces services: the clock, a port.</param>
    /// <param name="args">Further command-line flags, such as <c>--UPTIME_KUMA_WS_ORIGIN_CHECK=bypass</c>.</param>
    public static async Task<KumaHost> StartAsync(TestDatabase database, Action<IServiceCollection>? services = null, params string[] args)
    {
        var data = new TestFolder();
        string[] flags = ["--port=0", "--host=localhost", $"--data-dir={data.Path}", $"--KUMA_DATABASE={database.ConnectionString}", .. args];
        KumaApp? app = null;
        try
        {
            app = await KumaApp.CreateAsync(flags, builder => services?.Invoke(builder.Services));
            await app.StartAsync();
            return new KumaHost(app, data);
        }
        catch
        {
            if (app is not null)
            {
                await app.DisposeAsync();
            }

            data.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
        _data.Dispose();
    }
}
