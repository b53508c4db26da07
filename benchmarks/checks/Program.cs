// What one HTTP check costs this process: CPU time and allocations, with a handler for each check and with shared ones.
// Usage: run [seconds per row]; it starts its targets as a process of their own, so that their cost is not counted.
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Kuma.Benchmarks;
using Kuma.Domain.Common;
using Kuma.Domain.Monitors;
using Kuma.Infrastructure.Checkers.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Monitor = Kuma.Domain.Monitors.Monitor;

if (args is ["targets"])
{
    await ServeAsync();
    return;
}

var seconds = args.Length > 0 ? double.Parse(args[0], CultureInfo.InvariantCulture) : 5;
using var targets = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, "targets") { RedirectStandardOutput = true, RedirectStandardInput = true })!;
var http = await targets.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The targets did not start.");
var https = await targets.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The targets did not start.");

(string Name, string Url)[] rows = [("page of 20 KB", $"{http}/page"), ("page of 20 KB, TLS", $"{https}/page")];
foreach (var (name, url) in rows)
{
    var monitor = new Monitor(new MonitorId(1), new UserId(1), active: true, new MonitorSettings { Url = url, IgnoreTls = true, Timeout = 30, Interval = 60 });
    var shared = new HttpChecker(Compose.Exchange());
    var before = await MeasureAsync(() => PerCheckHandler.CheckAsync(url), seconds);
    var after = await MeasureAsync(() => shared.CheckAsync(monitor, CancellationToken.None), seconds);
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{name,-20} own handler {before.Cpu,6:0} us {before.Bytes / 1024,6:0.0} KB   shared {after.Cpu,6:0} us {after.Bytes / 1024,6:0.0} KB   ratio {after.Cpu / before.Cpu:0.00} CPU, {after.Bytes / before.Bytes:0.00} memory"));
}

targets.StandardInput.Close();
await targets.WaitForExitAsync();

static async Task<(double Cpu, double Bytes)> MeasureAsync(Func<Task> check, double seconds)
{
    await RunAsync(check, seconds / 2);
    var (cpu, bytes) = (Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes(precise: true));
    var count = await RunAsync(check, seconds);
    return ((Environment.CpuUsage.TotalTime - cpu).TotalMicroseconds / count, (GC.GetTotalAllocatedBytes(precise: true) - bytes) / (double)count);
}

static async Task<int> RunAsync(Func<Task> check, double seconds)
{
    var count = 0;
    var start = TimeProvider.System.GetTimestamp();
    await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
    {
        while (TimeProvider.System.GetElapsedTime(start).TotalSeconds < seconds)
        {
            await check();
            Interlocked.Increment(ref count);
        }
    }));
    return count;
}

static async Task ServeAsync()
{
    using var key = RSA.Create(2048);
    var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    var now = TimeProvider.System.GetUtcNow();
    using var certificate = X509CertificateLoader.LoadPkcs12(
        request.CreateSelfSigned(now.AddDays(-1), now.AddDays(90)).Export(X509ContentType.Pfx), password: null);
    var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
    builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
    {
        kestrel.Listen(System.Net.IPAddress.Loopback, 0);
        kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.UseHttps(certificate));
    });
    var app = builder.Build();
    var page = System.Text.Encoding.UTF8.GetBytes($"<html>{new string('x', 20_000)}</html>");
    app.Run(async context =>
    {
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.ContentLength = page.Length;
        await context.Response.Body.WriteAsync(page, context.RequestAborted);
    });
    await app.StartAsync();
    foreach (var url in app.Urls)
    {
        Console.WriteLine(url);
    }

    // Until the one who started it lets go.
    await Console.In.ReadToEndAsync();
}
