using SocketIO.Core.EchoHost;

var app = EchoApplication.Create(args);
await app.StartAsync();
Console.WriteLine($"listening on {string.Join(", ", app.Urls)}");
await app.WaitForShutdownAsync();
