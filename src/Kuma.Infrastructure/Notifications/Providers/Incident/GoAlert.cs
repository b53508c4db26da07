using Kuma.Infrastructure.Notifications.Http;

namespace Kuma.Infrastructure.Notifications.Providers.Incident;

internal sealed class GoAlert : IHttpProvider
{
    public string Type => "GoAlert";

    public HttpCall Call(Notice notice) =>
        HttpCall.Post($"{notice.Config.Text("goAlertBaseURL")}/api/v2/generic/incoming?token={notice.Config.Text("goAlertToken")}")
            .Multipart(("summary", notice.Text), ("action", notice.IsUp ? "close" : null));

    public NotificationFailedException Explain(NotificationFailedException failure) =>
        failure.Status == 0 ? failure : failure.Reworded(failure.Body.Length > 0 ? failure.Body : "Error without response");
}
