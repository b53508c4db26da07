using System.Globalization;
using Kuma.Application.StatusPages;
using Kuma.Domain.Common;

namespace Kuma.Infrastructure.StatusPages;

/// <summary>Keeps logos as files in the data folder's <c>upload/</c>.</summary>
internal sealed class LogoStore(string folder, TimeProvider time) : ILogoStore
{
    public async Task<IStagedLogo> StageAsync(StatusPageId page, byte[] png, CancellationToken cancellationToken)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"logo{page.Value}.png");
        Directory.CreateDirectory(folder);

        // A name with a dot in front is never served.
        var staged = new StagedLogo(
            Path.Combine(folder, $".{Guid.NewGuid():N}.png"),
            Path.Combine(folder, name),
            string.Create(CultureInfo.InvariantCulture, $"/upload/{name}?t={time.GetUtcNow().ToUnixTimeMilliseconds()}"));
        try
        {
            await staged.WriteAsync(png, cancellationToken);
            return staged;
        }
        catch
        {
            staged.Dispose();
            throw;
        }
    }

    private sealed class StagedLogo(string draft, string target, string path) : IStagedLogo
    {
        public string Path => path;

        public Task WriteAsync(byte[] png, CancellationToken cancellationToken) => File.WriteAllBytesAsync(draft, png, cancellationToken);

        public void Show() => File.Move(draft, target, overwrite: true);

        public void Dispose() => File.Delete(draft);
    }
}
