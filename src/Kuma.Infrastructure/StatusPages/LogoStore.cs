using System.Globalization;
using Kuma.Application.StatusPages;
using Kuma.Domain.Common;

namespace Kuma.Infrastructure.StatusPages;

/// <summary>Keeps logos as files in the data folder's <c>upload/</c>.</summary>
internal sealed class LogoStore(string folder, TimeProvider time) : ILogoStore
{
    public async Task<string> SaveAsync(StatusPageId page, byte[] png, CancellationToken cancellationToken)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"logo{page.Value}.png");
        Directory.CreateDirectory(folder);
        await File.WriteAllBytesAsync(Path.Combine(folder, name), png, cancellationToken);
        return string.Create(CultureInfo.InvariantCulture, $"/upload/{name}?t={time.GetUtcNow().ToUnixTimeMilliseconds()}");
    }
}
