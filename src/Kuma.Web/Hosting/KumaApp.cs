using System.Net;
using System.Net.Sockets;
using Kuma.Application;
using Kuma.Application.Common;
using Kuma.Infrastructure;
using Kuma.Infrastructure.Persistence;
using Serilog;
using Serilog.Events;
using Serilog.Formatting.Compact;

namespace Kuma.Web.Hosting;

/// <summary>The composition root: one database, one web host, stopped in the opposite order.</summary>
internal sealed class KumaApp : IAsyncDisposable
{
    private readonly KumaDatabase _database;
    private readonly WebApplication _web;
    private readonly KumaOptions _options;

    private KumaApp(KumaDatabase database, WebApplication web, KumaOptions options)
    {
        _database = database;
        _web = web;
        _options = options;
    }

    public IServiceProvider Services => _web.Services;

    /// <summary>The address that the server listens on, once it runs.</summary>
    public string Address => _web.Urls.FirstOrDefault() ?? "";

    /// <summary>Starts the database and builds the host; nothing listens yet.</summary>
    /// <param name="args">Command-line flags.</param>
    /// <param name="configure">Changes to the host, for tests.</param>
    /// <exception cref="StartupException">A setting or the database is wrong; the message says what to do.</exception>
    public static async Task<KumaApp> CreateAsync(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        var options = KumaOptions.Read(builder.Configuration);
        DataFolder.Prepare(options.DataFolder);
        var database = await KumaDatabase.StartAsync(options.Database, CancellationToken.None);
        try
        {
            Configure(builder, options, database);
            configure?.Invoke(builder);
            var web = builder.Build();
            web.MapKuma(options);
            return new KumaApp(database, web, options);
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    /// <summary>Serves until the process is told to stop.</summary>
    public async Task RunAsync()
    {
        await StartAsync();
        Console.WriteLine($"Kuma is ready: {Address}");
        Console.WriteLine($"Data: {_options.DataFolder}; database: {_database.Location}");
        await _web.WaitForShutdownAsync();
    }

    public async Task StartAsync()
    {
        try
        {
            await _web.StartAsync();
        }
        catch (IOException e) when (e.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            throw new StartupException($"Port {_options.Port} is in use: stop the other program or choose another port with --port.", e);
        }
        catch (SocketException e)
        {
            throw new StartupException($"Cannot listen on port {_options.Port} ({e.Message}): choose another with --port or --host.", e);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _web.DisposeAsync();
        await _database.DisposeAsync();
        await Log.CloseAndFlushAsync();
    }

    private static void Configure(WebApplicationBuilder builder, KumaOptions options, KumaDatabase database)
    {
        builder.Host.UseDefaultServiceProvider(provider =>
        {
            provider.ValidateOnBuild = true;
            provider.ValidateScopes = true;
        });
        builder.Services.AddSerilog(logger => ConfigureLog(logger, options));
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            Listen(kestrel, options);
        });
        builder.Services.AddSingleton(options);
        builder.Services.AddKumaApplication();
        builder.Services.AddKumaInfrastructure(database, options.DataFolder);
        builder.Services.AddKumaWeb();
    }

    private static void Listen(Microsoft.AspNetCore.Server.Kestrel.Core.KestrelServerOptions kestrel, KumaOptions options)
    {
        void Secure(Microsoft.AspNetCore.Server.Kestrel.Core.ListenOptions listen)
        {
            if (options is { CertificatePath: { } certificate, CertificateKeyPath: { } key })
            {
                listen.UseHttps(CertificateFiles.Load(certificate, key, options.CertificatePassphrase));
            }
        }

        if (options.Host is not { } host)
        {
            kestrel.ListenAnyIP(options.Port, Secure);
        }
        else if (host is "localhost")
        {
            kestrel.Listen(IPAddress.Loopback, options.Port, Secure);
        }
        else if (IPAddress.TryParse(host, out var address))
        {
            kestrel.Listen(address, options.Port, Secure);
        }
        else
        {
            throw new StartupException($"--host must be an IP address or 'localhost', not '{host}'.");
        }
    }

    private static void ConfigureLog(LoggerConfiguration logger, KumaOptions options)
    {
        logger.MinimumLevel.Information()
            .MinimumLevel.Override("Microsoft.AspNetCore", LogEventLevel.Warning)
            .MinimumLevel.Override("Microsoft.Hosting.Lifetime", LogEventLevel.Warning)
            .Enrich.FromLogContext();
        if (options.JsonLog)
        {
            logger.WriteTo.Console(new CompactJsonFormatter());
        }
        else
        {
            logger.WriteTo.Console(
                outputTemplate: "{Timestamp:yyyy-MM-dd HH:mm:ss.fff} [{Level:u3}] {Message:lj}{NewLine}{Exception}",
                formatProvider: System.Globalization.CultureInfo.InvariantCulture);
        }
    }
}
