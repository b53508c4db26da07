using Kuma.Application.Monitoring;

namespace Kuma.Infrastructure.Engine;

/// <summary>How many checks of each weight run at once; the others wait in their own queue and hold up nobody of another weight.</summary>
internal sealed class CheckGates(EngineOptions options) : IDisposable
{
    private readonly SemaphoreSlim _sockets = new(options.MaxSocketChecks);
    private readonly SemaphoreSlim _processes = new(options.MaxProcessChecks);
    private readonly SemaphoreSlim _browsers = new(options.MaxBrowserChecks);

    public SemaphoreSlim this[CheckWeight weight] => weight switch
    {
        CheckWeight.Browser => _browsers,
        CheckWeight.Process => _processes,
        _ => _sockets,
    };

    public void Dispose()
    {
        _sockets.Dispose();
        _processes.Dispose();
        _browsers.Dispose();
    }
}
