using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Kuma.Application.Settings;
using Kuma.Domain.Common;

namespace Kuma.Web.Sockets;

/// <summary>The event <c>info</c>: little before sign-in, so that nobody learns the version; more after it.</summary>
internal sealed class ServerInfo(ISettingStore settings, IServerTimezone timezone) : ILoginList
{
    /// <summary>The version of the compatible original; clients switch on it.</summary>
    public const string CompatibleVersion = "2.5.3";

    public static string KumaVersion { get; } = typeof(ServerInfo).Assembly.GetName().Version?.ToString(3) ?? "0.0.0";

    public int Order => 30;

    public Task SendAsync(ClientSession session, UserId user, CancellationToken cancellationToken) =>
        SendAsync(session, full: true, cancellationToken);

    public async Task SendAsync(ClientSession session, bool full, CancellationToken cancellationToken)
    {
        var info = new JsonObject
        {
            ["primaryBaseURL"] = await settings.TextAsync(SettingKeys.PrimaryBaseUrl, cancellationToken),
            ["serverTimezone"] = timezone.Name,
            ["serverTimezoneOffset"] = timezone.Offset,
        };
        if (full)
        {
            info["version"] = CompatibleVersion;
            info["latestVersion"] = null;
            info["kumaVersion"] = KumaVersion;
            info["isContainer"] = Environment.GetEnvironmentVariable("UPTIME_KUMA_IS_CONTAINER") is "1";
            info["dbType"] = "postgres";
            info["runtime"] = new JsonObject
            {
                ["platform"] = OperatingSystem.IsMacOS() ? "darwin" : "linux",
                ["arch"] = RuntimeInformation.ProcessArchitecture is Architecture.Arm64 ? "arm64" : "x64",
            };
        }

        await session.Socket.EmitAsync(ServerEvents.Info, info);
    }
}
