using Kuma.Infrastructure.Notifications.Http;

namespace Kuma.Infrastructure.Notifications.Providers.Sms;

internal sealed class Plivo : IHttpProvider
{
    public string Type => "plivo";

    public HttpCall Call(Notice notice)
    {
        var config = notice.Config;
        var isCall = config.Text("plivoMessageType") is "call";
        var body = isCall
            ? new JsonBody
            {
                ["from"] = config["plivoFromNumber"],
                ["to"] = config["plivoToNumber"],
                ["answer_url"] = Escape.SetQuery(config.Text("plivoAnswerUrl"), "message", notice.Text),
                ["answer_method"] = "GET",
            }
            : new JsonBody { ["src"] = config["plivoFromNumber"], ["dst"] = config["plivoToNumber"], ["text"] = notice.Text };
        var call = HttpCall.Post($"https://api.plivo.com/v1/Account/{config.Text("plivoAuthID")}/{(isCall ? "Call" : "Message")}/")
            .Basic(config.Text("plivoAuthID"), config.Text("plivoAuthToken"))
            .Json(body);
        return call with { Timeout = TimeSpan.FromSeconds(10) };
    }
}
