using System.Text.Json.Nodes;

namespace Kuma.Web.Sockets;

/// <summary>An event that clients may send, as <c>/asyncapi.json</c> tells of it.</summary>
/// <param name="Name">The wire's name.</param>
/// <param name="What">What it does.</param>
/// <param name="Arguments">The arguments, in their order.</param>
/// <param name="Answer">The schema of the acknowledgement when it succeeds.</param>
/// <param name="IsRefusable">True when it can be acknowledged with <c>{ok:false,msg}</c> instead.</param>
internal sealed record ClientEvent(string Name, string What, IReadOnlyList<EventValue> Arguments, JsonNode Answer, bool IsRefusable)
{
    /// <summary>The schema of every acknowledgement.</summary>
    public JsonNode Acknowledgement => IsRefusable
        ? new JsonObject { ["anyOf"] = new JsonArray(Answer.DeepClone(), SocketSchemas.Of("Refusal")) }
        : Answer.DeepClone();
}
