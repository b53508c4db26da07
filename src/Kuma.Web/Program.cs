using Kuma.Application.Common;
using Kuma.Web.Hosting;

try
{
    await using var app = await KumaApp.CreateAsync(args);
    await app.RunAsync();
    return 0;
}
catch (StartupException e)
{
    await Console.Error.WriteLineAsync($"Kuma cannot start: {e.Message}");
    return 1;
}
