using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace SocketIO.Core.Engine;

/// <summary>
/// The parameters of a request ("Query parameters"), read from the text of the query: an idle connection keeps its request, and a collection
/// made for it would stay with it. Of a parameter that comes twice the last one counts, as in the reference server.
/// </summary>
internal readonly struct EngineQuery
{
    private EngineQuery(string? transport, string? version, string? sid)
    {
        Transport = transport switch
        {
            "polling" => SocketIOTransports.Polling,
            "websocket" => SocketIOTransports.WebSocket,
            _ => SocketIOTransports.None,
        };
        IsVersion4 = version == "4";
        Sid = sid;
    }

    public SocketIOTransports Transport { get; }

    public bool IsVersion4 { get; }

    public string? Sid { get; }

    public static EngineQuery Read(QueryString query)
    {
        string? transport = null;
        string? version = null;
        string? sid = null;
        foreach (var pair in new QueryStringEnumerable(query.Value))
        {
            switch (pair.DecodeName().Span)
            {
                case "transport":
                    transport = pair.DecodeValue().ToString();
                    break;
                case "EIO":
                    version = pair.DecodeValue().ToString();
                    break;
                case "sid":
                    sid = pair.DecodeValue().ToString();
                    break;
                default:
                    break;
            }
        }

        return new EngineQuery(transport, version, sid);
    }
}
