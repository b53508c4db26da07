using Kuma.Application.Common;
using Kuma.Domain.Monitors;
using MediatR;

namespace Kuma.Application.Domains;

/// <summary>Tells the form of a monitor whether the end of its domain can be watched.</summary>
/// <param name="Target">Type, URL, host and gRPC URL of the monitor; the rest is not looked at.</param>
public sealed record CheckDomain(Actor Actor, MonitorSettings Target) : IQuery<DomainSupport>;

internal sealed class CheckDomainHandler(IDomainSupport support) : IRequestHandler<CheckDomain, Result<DomainSupport>>
{
    public Task<Result<DomainSupport>> Handle(CheckDomain query, CancellationToken cancellationToken) =>
        Task.FromResult(Result<DomainSupport>.FromValue(support.Of(query.Target)));
}
