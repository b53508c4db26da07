using Kuma.Infrastructure.Notifications.Http;

namespace Kuma.Infrastructure.Notifications;

/// <summary>Sends the one request of an HTTP provider.</summary>
internal sealed class HttpProviderRunner(IHttpProvider provider, NotificationHttp http) : INotificationProvider
{
    public string Type => provider.Type;

    public async Task<string> SendAsync(Notice notice, CancellationToken cancellationToken)
    {
        if (provider.Skip(notice) is { } words)
        {
            return words;
        }

        var call = provider.Call(notice);
        HttpAnswer answer;
        try
        {
            answer = await http.SendAsync(call, provider.UsesProxy, cancellationToken);
        }
        catch (NotificationFailedException e)
        {
            throw provider.Explain(e);
        }

        return provider.Read(answer, notice);
    }
}
