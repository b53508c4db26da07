using Kuma.Application.Common;
using MediatR;

namespace Kuma.Application.Monitoring;

/// <summary>Starts the browser that the settings page names, and tells its version.</summary>
/// <param name="Executable">The path as typed; empty looks for an installed one.</param>
public sealed record TestChromium(Actor Actor, string? Executable) : IQuery<string>;

internal sealed class TestChromiumHandler(IChromium chromium) : IRequestHandler<TestChromium, Result<string>>
{
    public Task<Result<string>> Handle(TestChromium query, CancellationToken cancellationToken) =>
        chromium.VersionAsync(query.Executable, cancellationToken);
}
