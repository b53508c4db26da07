using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using Kuma.Application.Common;
using Kuma.Application.Notifications;
using Kuma.Application.Settings;

namespace Kuma.Infrastructure.Notifications;

/// <summary>The pair in the settings; its private half is encrypted there.</summary>
internal sealed class WebPushKeys(ISettingStore settings, ISecretProtector protector) : IWebPushKeys, IDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);

    public async Task<WebPushKeyPair> GetAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            return await StoredAsync(cancellationToken) ?? await MakeAsync(cancellationToken);
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();

    private async Task<WebPushKeyPair?> StoredAsync(CancellationToken cancellationToken)
    {
        if (await settings.TextAsync(SettingKeys.WebPushPublicKey, cancellationToken) is not { Length: > 0 } known
            || await settings.TextAsync(SettingKeys.WebPushPrivateKey, cancellationToken) is not { Length: > 0 } secret)
        {
            return null;
        }

        // An imported pair is stored as it was.
        return new WebPushKeyPair(known, secret.Length == 43 ? secret : protector.Unprotect(secret));
    }

    private async Task<WebPushKeyPair> MakeAsync(CancellationToken cancellationToken)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var parameters = key.ExportParameters(includePrivateParameters: true);
        var pair = new WebPushKeyPair(
            Base64Url.EncodeToString([4, .. parameters.Q.X!, .. parameters.Q.Y!]), Base64Url.EncodeToString(parameters.D!));
        await settings.SetInternalAsync(
            SettingKeys.WebPushPrivateKey, JsonSerializer.SerializeToElement(protector.Protect(pair.PrivateKey)), cancellationToken);
        await settings.SetInternalAsync(SettingKeys.WebPushPublicKey, JsonSerializer.SerializeToElement(pair.PublicKey), cancellationToken);
        return pair;
    }
}
