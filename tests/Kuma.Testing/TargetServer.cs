using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Kuma.Testing;

/// <summary>A web server of this machine to be checked: it answers every request as the test says, and counts them.</summary>
public sealed class TargetServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _requests;

    private TargetServer(WebApplication app, int port)
    {
        _app = app;
        Address = new Uri($"http://127.0.0.1:{port}/");
    }

    public Uri Address { get; private set; }

    public int Port => Address.Port;

    public int Requests => Volatile.Read(ref _requests);

    /// <summary>What every request gets; at first 200 and <c>OK</c>.</summary>
    public RequestDelegate Answer { get; set; } = context => context.Response.WriteAsync("OK");

    /// <summary>Starts a server on a free port, or on <paramref name="port"/>: where a stopped one was.</summary>
    public static async Task<TargetServer> StartAsync(int port = 0)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        var app = builder.Build();
        var server = new TargetServer(app, port);
        app.Run(context =>
        {
            Interlocked.Increment(ref server._requests);
            return server.Answer(context);
        });
        await app.StartAsync();
        server.Address = new Uri(app.Urls.First());
        return server;
    }

    /// <summary>Answers with this status and body from now on.</summary>
    public void AnswerWith(int status, string body = "") => Answer = context =>
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsync(body);
    };

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
