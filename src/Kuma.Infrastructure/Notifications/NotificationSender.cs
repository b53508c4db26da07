using System.Collections.Frozen;
using System.Text.Json;
using Kuma.Application.Common;
using Kuma.Application.Notifications;
using Kuma.Application.Settings;
using Kuma.Infrastructure.Scripting;

namespace Kuma.Infrastructure.Notifications;

/// <summary>Finds the provider of a message and lets it send.</summary>
internal sealed class NotificationSender(
    IEnumerable<INotificationProvider> providers, LiquidTemplates templates, ISettingStore settings, NoticeRandom random, TimeProvider time)
    : INotificationSender
{
    private readonly FrozenDictionary<string, INotificationProvider> _providers =
        providers.ToFrozenDictionary(provider => provider.Type, StringComparer.Ordinal);

    public IReadOnlyCollection<string> Types => _providers.Keys;

    public async Task<Result<string>> SendAsync(NotificationMessage message, CancellationToken cancellationToken)
    {
        try
        {
            return await DeliverAsync(message, cancellationToken);
        }
        catch (NotificationFailedException e)
        {
            return NotificationErrors.NotSent(e.Message);
        }
    }

    /// <summary>Sends and returns the words for the user.</summary>
    /// <exception cref="NotificationFailedException">It was not delivered.</exception>
    public async Task<string> DeliverAsync(NotificationMessage message, CancellationToken cancellationToken)
    {
        var config = new Fields(JsonElement.Parse(message.Config));
        if (!_providers.TryGetValue(config.Text("type"), out var provider))
        {
            throw new NotificationFailedException(NotificationErrors.NotSupported.Message);
        }

        var notice = new Notice
        {
            Config = config,
            Text = message.Text,
            Monitor = Parse(message.MonitorJson),
            Beat = Parse(message.HeartbeatJson),
            BaseUrl = await BaseUrlAsync(config, message, cancellationToken),
            Now = time.GetUtcNow(),
            Templates = templates,
            Random = random.Bytes,
        };
        return await provider.SendAsync(notice, cancellationToken);
    }

    /// <summary>Old notifications of two providers hold Kuma's own address; it becomes the setting when that is empty.</summary>
    private async Task<string> BaseUrlAsync(Fields config, NotificationMessage message, CancellationToken cancellationToken)
    {
        var known = await settings.TextAsync(SettingKeys.PrimaryBaseUrl, cancellationToken) ?? "";
        var kept = config.Text("type") switch
        {
            "slack" when !config.Has("slackUseTemplate") => config.Text("slackbutton"),
            "rocket.chat" => config.Text("rocketbutton"),
            _ => "",
        };
        if (known.Length > 0 || kept.Length == 0 || message.HeartbeatJson is null)
        {
            return known;
        }

        var value = JsonSerializer.SerializeToElement(kept);
        await settings.SetGeneralAsync(new Dictionary<string, JsonElement> { [SettingKeys.PrimaryBaseUrl] = value }, cancellationToken);
        return kept;
    }

    private static Fields? Parse(string? json) => json is null ? null : new Fields(JsonElement.Parse(json));
}

/// <summary>Where identifiers, nonces and keys of notices come from; tests put in what they expect.</summary>
internal sealed record NoticeRandom(Func<int, byte[]> Bytes);
