using Kuma.Application.Common;

namespace Kuma.Application.RemoteBrowsers;

/// <summary>Refusals; the texts are part of the wire.</summary>
public static class RemoteBrowserErrors
{
    public static readonly Error NotFound = new("not-found", "Remote browser not found");

    public static readonly Error NotFoundToDelete = new("not-found", "Remote Browser not found");
}
