using Kuma.Application.Common;
using Kuma.Web.Hosting;

// A stop that comes during the start (migrations, the database's recovery) ends it cleanly.
using var stopping = new CancellationTokenSource();
ConsoleCancelEventHandler stop = (_, pressed) =>
{
    pressed.Cancel = true;
    stopping.Cancel();
};
Console.CancelKeyPress += stop;

try
{
    await using var app = await KumaApp.CreateAsync(args, cancellationToken: stopping.Token);
    Console.CancelKeyPress -= stop;
    await app.RunAsync();
    return 0;
}
catch (StartupException e)
{
    await Console.Error.WriteLineAsync($"Kuma cannot start: {e.Message}");
    return 1;
}
catch (OperationCanceledException) when (stopping.IsCancellationRequested)
{
    return 130;
}
