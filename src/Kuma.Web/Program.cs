using System.Runtime.InteropServices;
using Kuma.Application.Common;
using Kuma.Web.Hosting;

// A stop that comes during the start (the database recovers, migrations run) ends it cleanly; later the host listens itself.
using var stopping = new CancellationTokenSource();
using var onInterrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var onTerminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

try
{
    await using var app = await KumaApp.CreateAsync(args, cancellationToken: stopping.Token);
    await app.RunAsync(stopping.Token);
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

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stopping.Cancel();
}
