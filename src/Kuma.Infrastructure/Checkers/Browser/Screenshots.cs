using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Kuma.Application.Monitoring;
using Kuma.Application.Settings;
using Kuma.Domain.Common;

namespace Kuma.Infrastructure.Checkers.Browser;

/// <summary>PNG files in a folder; a name is a signed id, so that nobody guesses one.</summary>
internal sealed class Screenshots(string folder, ISettingStore settings) : IScreenshots
{
    private const string Header = """{"alg":"HS256"}""";

    public async ValueTask<Func<MonitorId, string?>> FilesAsync(CancellationToken cancellationToken)
    {
        var secret = await settings.TextAsync(SettingKeys.JwtSecret, cancellationToken);
        return id => secret is null ? null : FileOf(id, secret);
    }

    public async Task SaveAsync(MonitorId id, byte[] png, CancellationToken cancellationToken)
    {
        if ((await FilesAsync(cancellationToken))(id) is not { } name)
        {
            return;
        }

        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, name);

        // Whoever looks at it meanwhile sees the old one or the new one, never a half.
        await File.WriteAllBytesAsync($"{path}.new", png, cancellationToken);
        File.Move($"{path}.new", path, overwrite: true);
    }

    private static string FileOf(MonitorId id, string secret)
    {
        var payload = Encoding.ASCII.GetBytes(id.Value.ToString(CultureInfo.InvariantCulture));
        var signed = $"{Base64Url.EncodeToString(Encoding.ASCII.GetBytes(Header))}.{Base64Url.EncodeToString(payload)}";
        var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.ASCII.GetBytes(signed));
        return $"{signed}.{Base64Url.EncodeToString(signature)}.png";
    }
}
