using Kuma.Application.Common;
using MediatR;

namespace Kuma.Application.RemoteBrowsers;

/// <summary>Connects to a remote browser and closes the connection again.</summary>
public sealed record TestRemoteBrowser(Actor Actor, string Url) : ICommand;

internal sealed class TestRemoteBrowserHandler(IRemoteBrowserProbe browsers) : IRequestHandler<TestRemoteBrowser, Result>
{
    public Task<Result> Handle(TestRemoteBrowser command, CancellationToken cancellationToken) =>
        browsers.ConnectAsync(command.Url, cancellationToken);
}

/// <summary>Talks to a remote browser.</summary>
public interface IRemoteBrowserProbe
{
    Task<Result> ConnectAsync(string url, CancellationToken cancellationToken);
}
