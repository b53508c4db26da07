// Answers every request with the recorded headers and body: what Kestrel can do at best.
var body = await File.ReadAllBytesAsync(args[2]);
string[] own = ["content-length", "date", "server", "transfer-encoding"];
var headers = (await File.ReadAllLinesAsync(args[1]))
    .Select(line => line.Split(':', 2))
    .Where(parts => parts.Length == 2 && !own.Contains(parts[0], StringComparer.OrdinalIgnoreCase))
    .Select(parts => (Name: parts[0], Value: parts[1].Trim()))
    .ToArray();

var builder = WebApplication.CreateSlimBuilder();
builder.Logging.ClearProviders();
builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
builder.WebHost.UseUrls($"http://127.0.0.1:{args[0]}");
var app = builder.Build();
app.Run(async context =>
{
    foreach (var (name, value) in headers)
    {
        context.Response.Headers[name] = value;
    }

    context.Response.ContentLength = body.Length;
    await context.Response.BodyWriter.WriteAsync(body, context.RequestAborted);
});
await app.RunAsync();
