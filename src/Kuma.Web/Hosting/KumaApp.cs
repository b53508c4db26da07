using Kuma.Application;
using Kuma.Application.Common;
using Kuma.Infrastructure;
using Kuma.Infrastructure.Persistence;
using Kuma.Infrastructure.Scripting;
using Kuma.Web.Sockets;
using Microsoft.Extensions.Configuration.Memory;
using Serilog;

namespace Kuma.Web.Hosting;

/// <summary>The composition root: the data folder, one database, one web host, let go in the opposite order.</summary>
internal sealed class KumaApp : IAsyncDisposable
{
    private readonly DataFolder _data;
    private readonly KumaDatabase _database;
    private readonly WebApplication _web;
    private readonly KumaOptions _options;

    private KumaApp(DataFolder data, KumaDatabase database, WebApplication web, KumaOptions options)
    {
        _data = data;
        _database = database;
        _web = web;
        _options = options;
    }

    public IServiceProvider Services => _web.Services;

    /// <summary>The address to open in a browser, once the server runs.</summary>
    public string Address => Listening.Displayed(_web.Urls.First());

    /// <summary>Starts the database and builds the host; nothing listens yet.</summary>
    /// <param name="args">Command-line flags.</param>
    /// <param name="configure">Changes to the host, for tests.</param>
    /// <param name="cancellationToken">Gives up the start.</param>
    /// <exception cref="StartupException">A setting or the database is wrong; the message says what to do.</exception>
    public static async Task<KumaApp> CreateAsync(
        string[] args, Action<WebApplicationBuilder>? configure = null, CancellationToken cancellationToken = default)
    {
        var builder = WebApplication.CreateSlimBuilder(
            new WebApplicationOptions { Args = SettingSources.Normalise(args), ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = DotEnv.Read(".env") });
        var options = KumaOptions.Read(args, builder.Configuration);
        var data = DataFolder.Open(options.DataFolder);
        Warmup.Begin();
        try
        {
            var database = await KumaDatabase.StartAsync(options.Database, cancellationToken);
            try
            {
                Configure(builder, options, database);
                configure?.Invoke(builder);
                var web = builder.Build();
                web.MapKuma(options);
                return new KumaApp(data, database, web, options);
            }
            catch
            {
                await database.DisposeAsync();
                throw;
            }
        }
        catch
        {
            data.Dispose();
            throw;
        }
    }

    /// <summary>Serves until the process is told to stop.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await StartAsync(cancellationToken);
        Announce($"Kuma is ready: {Address}");
        Announce($"Data: {_options.DataFolder}; database: {_database.Location}");
        var scripts = Services.GetRequiredService<ScriptWarmup>().RunAsync(_web.Lifetime.ApplicationStopping);
        var rehearsal = Services.GetRequiredService<SignInRehearsal>().RunAsync(new Uri(Address), _web.Lifetime.ApplicationStopping);
        await _web.WaitForShutdownAsync(cancellationToken);
        await rehearsal;
        await scripts;
    }

    public Task StartAsync(CancellationToken cancellationToken = default) => _web.StartListeningAsync(_options, cancellationToken);

    /// <summary>Stops accepting, lets requests and background work end (the beat log flushes, sockets close), then stops the database.</summary>
    public async ValueTask DisposeAsync()
    {
        await _web.StopAsync();
        await _web.DisposeAsync();
        await _database.DisposeAsync();
        _data.Dispose();
    }

    private static void Configure(WebApplicationBuilder builder, KumaOptions options, KumaDatabase database)
    {
        builder.Host.UseDefaultServiceProvider(provider =>
        {
            provider.ValidateOnBuild = true;
            provider.ValidateScopes = true;
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(20));
        builder.Services.AddSerilog(logger => Logging.Configure(logger, options));
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => Listening.Configure(kestrel, options));
        builder.Services.AddSingleton(options);
        builder.Services.AddKumaApplication();
        builder.Services.AddKumaInfrastructure(database, options.DataFolder);
        builder.Services.AddKumaWeb();
    }

    private void Announce(string line)
    {
        if (_options.JsonLog)
        {
            Services.GetRequiredService<Serilog.ILogger>().Information("{Line:l}", line);
        }
        else
        {
            Console.WriteLine(line);
        }
    }
}
