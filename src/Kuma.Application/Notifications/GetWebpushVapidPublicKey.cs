using Kuma.Application.Common;
using MediatR;

namespace Kuma.Application.Notifications;

/// <summary>The key by which browsers know this Kuma when they subscribe to push messages; made on first use.</summary>
[AllowAnonymous]
public sealed record GetWebpushVapidPublicKey(Actor Actor) : IQuery<string>;

internal sealed class GetWebpushVapidPublicKeyHandler(IWebPushKeys keys) : IRequestHandler<GetWebpushVapidPublicKey, Result<string>>
{
    public async Task<Result<string>> Handle(GetWebpushVapidPublicKey query, CancellationToken cancellationToken) =>
        (await keys.GetAsync(cancellationToken)).PublicKey;
}

/// <summary>This Kuma's key pair for push messages.</summary>
public interface IWebPushKeys
{
    /// <summary>The stored pair, or a new one that is stored from now on.</summary>
    Task<WebPushKeyPair> GetAsync(CancellationToken cancellationToken);
}

/// <summary>A P-256 key pair in base64url without padding.</summary>
/// <param name="PublicKey">The uncompressed point, 65 bytes.</param>
/// <param name="PrivateKey">The number, 32 bytes.</param>
public sealed record WebPushKeyPair(string PublicKey, string PrivateKey);
