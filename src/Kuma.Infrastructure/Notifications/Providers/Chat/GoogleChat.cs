using Kuma.Infrastructure.Notifications.Http;

namespace Kuma.Infrastructure.Notifications.Providers.Chat;

/// <summary>A busy Google Chat (429) is left alone for one to three minutes; the outbox repeats.</summary>
internal sealed class GoogleChat : IHttpProvider
{
    public string Type => "GoogleChat";

    public HttpCall Call(Notice notice)
    {
        var config = notice.Config;
        return HttpCall.Post(config.Text("googleChatWebhookURL")).Json(
            config.Has("googleChatUseTemplate") && config.Has("googleChatTemplate")
                ? new JsonBody { ["text"] = notice.Render(config.Text("googleChatTemplate")) }
                : Card(notice));
    }

    public NotificationFailedException Explain(NotificationFailedException failure) =>
        failure is not { Status: 429, RetryAfter: null }
            ? failure
            : new NotificationFailedException(failure.Message, failure)
            {
                Status = failure.Status, Body = failure.Body, IsTransient = true, MayHaveArrived = true,
                RetryAfter = TimeSpan.FromSeconds(Random.Shared.Next(60, 180)),
            };

    private static JsonBody Card(Notice notice)
    {
        var title = notice.Pick("Uptime Kuma Alert", $"✅ {notice.Name} is back online", $"🔴 {notice.Name} went down");
        var widgets = new List<JsonBody> { Paragraph($"<b>Message:</b>\n{notice.Text}") };
        if (!notice.IsPlain)
        {
            widgets.Add(Paragraph($"<b>Time ({notice.Zone}):</b>\n{notice.LocalTime}"));
        }

        if (notice.Address.Length > 0)
        {
            widgets.Add(Paragraph($"<b>Address:</b>\n{notice.Address}"));
        }

        if (notice.BaseUrl.Length > 0)
        {
            var link = notice.Monitor is null ? $"{notice.BaseUrl}/" : notice.Dashboard;
            widgets.Add(new JsonBody
            {
                ["buttonList"] = new JsonBody
                {
                    ["buttons"] = new[]
                    {
                        new JsonBody
                        {
                            ["text"] = "Visit Uptime Kuma",
                            ["onClick"] = new JsonBody { ["openLink"] = new JsonBody { ["url"] = link } },
                        },
                    },
                },
            });
        }

        var card = new JsonBody
        {
            ["header"] = new JsonBody { ["title"] = title },
            ["sections"] = new[] { new JsonBody { ["widgets"] = widgets } },
        };
        return new JsonBody { ["fallbackText"] = title, ["cardsV2"] = new[] { new JsonBody { ["card"] = card } } };
    }

    private static JsonBody Paragraph(string text) => new() { ["textParagraph"] = new JsonBody { ["text"] = text } };
}
