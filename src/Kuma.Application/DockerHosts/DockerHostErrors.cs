using Kuma.Application.Common;

namespace Kuma.Application.DockerHosts;

/// <summary>Refusals; the texts are part of the wire.</summary>
public static class DockerHostErrors
{
    public static readonly Error NotFound = new("not-found", "docker host not found");
}
