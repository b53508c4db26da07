using System.Text.Json;
using Kuma.Application.Common;
using Kuma.Application.Notifications;
using Kuma.Application.Settings;
using Kuma.Infrastructure.Notifications;
using Kuma.Infrastructure.Notifications.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using NSubstitute;

namespace Kuma.Infrastructure.Tests.Notifications;

/// <summary>The providers as Kuma registers them, with every connection led to a mailbox.</summary>
internal sealed class Bench : IAsyncDisposable
{
    /// <summary>The monitor and the heartbeats of the requests that were recorded from the original.</summary>
    public const string Monitor =
        """{"id":7,"name":"My (Site)","type":"http","url":"https://example.com/a?b=1","hostname":null,"port":null,"path":["Group","My (Site)"],"pathName":"Group / My (Site)","tags":[{"name":"env","value":"prod","color":"#fff"}]}""";

    public const string Down =
        """{"monitorID":7,"status":0,"time":"2026-01-02 03:04:05.678","msg":"timeout","ping":null,"important":true,"duration":60,"retries":0,"response":null,"timezone":"Europe/Berlin","timezoneOffset":"+01:00","localDateTime":"2026-01-02 04:04:05"}""";

    public const string Up =
        """{"monitorID":7,"status":1,"time":"2026-01-02 03:04:05.678","msg":"200 - OK","ping":123,"important":true,"duration":60,"retries":0,"response":null,"timezone":"Europe/Berlin","timezoneOffset":"+01:00","localDateTime":"2026-01-02 04:04:05","lastDownTime":"2026-01-02 02:00:00.000"}""";

    public const string PlainText = "My Alert (1) Testing";
    public const string DownText = "[My (Site)] [🔴 Down] timeout";
    public const string UpText = "[My (Site)] [✅ Up] 200 - OK";

    public static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 6, 789, TimeSpan.Zero);

    private readonly ServiceProvider _services;

    private Bench(Mailbox mailbox, ServiceProvider services)
    {
        Mailbox = mailbox;
        _services = services;
    }

    public Mailbox Mailbox { get; }

    public NotificationSender Sender => _services.GetRequiredService<NotificationSender>();

    public static async Task<Bench> StartAsync(string baseUrl = "https://kuma.example.com", Action<IServiceCollection>? change = null)
    {
        var mailbox = await Mailbox.StartAsync();
        var settings = Substitute.For<ISettingStore>();
        settings.GetAsync(SettingKeys.PrimaryBaseUrl, Arg.Any<CancellationToken>())
            .Returns(_ => new ValueTask<JsonElement?>(JsonSerializer.SerializeToElement(baseUrl)));
        var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(settings)
            .AddSingleton(Substitute.For<ISecretProtector>())
            .AddSingleton<TimeProvider>(new Frozen())
            .AddNotifications();
        services.RemoveAll<Microsoft.Extensions.Hosting.IHostedService>();
        services.Replace(ServiceDescriptor.Singleton<IHttpHandlers>(new Detour(mailbox.Address)));
        change?.Invoke(services);
        return new Bench(mailbox, services.BuildServiceProvider());
    }

    /// <summary>Sends the notice of a kind: plain, down or up.</summary>
    public Task<string> SendAsync(string config, string kind) => Sender.DeliverAsync(Message(config, kind), CancellationToken.None);

    public static NotificationMessage Message(string config, string kind) => kind switch
    {
        "plain" => new(config, PlainText),
        "down" => new(config, DownText, Monitor, Down),
        "up" => new(config, UpText, Monitor, Up),
        _ => throw new ArgumentException(kind, nameof(kind)),
    };

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Mailbox.DisposeAsync();
    }

    /// <summary>The recorded moment on the calendar; pauses and limits run as usual.</summary>
    private sealed class Frozen : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Now;
    }
}
