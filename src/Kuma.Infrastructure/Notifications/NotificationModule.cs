using System.Security.Cryptography;
using Kuma.Application.Notifications;
using Kuma.Infrastructure.Notifications.Http;
using Kuma.Infrastructure.Notifications.Outbox;
using Kuma.Infrastructure.Notifications.Providers.Chat;
using Kuma.Infrastructure.Notifications.Providers.Email;
using Kuma.Infrastructure.Notifications.Providers.Home;
using Kuma.Infrastructure.Notifications.Providers.Incident;
using Kuma.Infrastructure.Notifications.Providers.Other;
using Kuma.Infrastructure.Notifications.Providers.Push;
using Kuma.Infrastructure.Notifications.Providers.Regional;
using Kuma.Infrastructure.Notifications.Providers.Sms;
using Kuma.Infrastructure.Notifications.Providers.Universal;
using Kuma.Infrastructure.Scripting;
using Microsoft.Extensions.DependencyInjection;

namespace Kuma.Infrastructure.Notifications;

/// <summary>Registers the providers and what sends through them.</summary>
internal static class NotificationModule
{
    /// <summary>The providers that are one HTTP request each, in the order of their names.</summary>
    public static IReadOnlyList<IHttpProvider> HttpProviders { get; } =
    [
        new Alerta(), new AlertNow(), new AliyunSms(), new Bale(), new Bark(), new BearSms(), new Bitrix24(), new Brevo(),
        new CallMeBot(), new Cellsynt(), new ClickSendSms(), new ClickUp(), new DingDing(), new EgoSms(), new Elks(),
        new Evolution(), new Feishu(), new FlashDuty(), new Flowtriq(), new FreeMobile(), new GoAlert(), new GoogleChat(),
        new GoogleSheets(), new Gorush(), new Gotify(), new GrafanaOncall(), new GtxMessaging(), new HaloPsa(), new HeiiOnCall(),
        new HomeAssistant(), new Keep(), new Kook(), new Line(), new LunaSea(), new Matrix(), new Mattermost(), new Max(),
        new Milky(), new NextcloudTalk(), new Notifery(), new Ntfy(), new Octopush(), new OneBot(), new OneChat(),
        new Onesender(), new Opsgenie(), new PagerDuty(), new PagerTree(), new Pinglet(), new Plivo(), new PromoSms(),
        new Pumble(), new Pushbullet(), new PushByTechulus(), new PushDeer(), new Pushover(), new PushPlus(), new Pushy(),
        new Resend(), new RocketChat(), new SendGrid(), new ServerChan(), new SerwerSms(), new SevenIo(), new Signal(),
        new Signl4(), new Slack(), new Smsc(), new SmsManager(), new SmsPartner(), new SmsPlanet(), new Splunk(), new SpugPush(),
        new Squadcast(), new Stackfield(), new Teams(), new Telegram(), new Telnyx(), new Threema(), new TurboSmtp(),
        new Twilio(), new Vk(), new VkTeams(), new Waha(), new Webhook(), new WeCom(), new Whapi(), new WPush(), new Yzj(),
        new ZohoCliq(),
    ];

    public static IServiceCollection AddNotifications(this IServiceCollection services)
    {
        services.AddSingleton(new NotificationOptions());
        services.AddSingleton(new NoticeRandom(RandomNumberGenerator.GetBytes));
        services.AddSingleton<LiquidTemplates>();
        services.AddSingleton<IHttpHandlers, HttpHandlers>();
        services.AddSingleton<NotificationHttp>();
        foreach (var provider in HttpProviders)
        {
            services.AddSingleton<INotificationProvider>(made => new HttpProviderRunner(provider, made.GetRequiredService<NotificationHttp>()));
        }

        services.AddSingleton<INotificationProvider, Apprise>();
        services.AddSingleton<INotificationProvider, Discord>();
        services.AddSingleton<INotificationProvider, Fluxer>();
        services.AddSingleton<INotificationProvider, JiraServiceManagement>();
        services.AddSingleton<INotificationProvider, Nostr>();
        services.AddSingleton<INotificationProvider, Ooredoo>();
        services.AddSingleton<INotificationProvider, OpenWa>();
        services.AddSingleton<INotificationProvider, SmsEagle>();
        services.AddSingleton<INotificationProvider, SmsGateway>();
        services.AddSingleton<INotificationProvider, SmsIr>();
        services.AddSingleton<INotificationProvider, Smtp>();
        services.AddSingleton<INotificationProvider, Teltonika>();
        services.AddSingleton<INotificationProvider, WebPush>();
        services.AddSingleton<INotificationProvider, Whatsapp360Messenger>();
        services.AddSingleton<INotificationProvider, WxPusher>();
        services.AddSingleton<NotificationSender>();
        services.AddSingleton<INotificationSender>(provider => provider.GetRequiredService<NotificationSender>());
        services.AddSingleton<IWebPushKeys, WebPushKeys>();
        services.AddSingleton<OutboxStore>();
        services.AddSingleton<OutboxTargets>();
        services.AddSingleton<OutboxDelivery>();
        services.AddSingleton<OutboxSender>();
        return services.AddHostedService(provider => provider.GetRequiredService<OutboxSender>());
    }
}
