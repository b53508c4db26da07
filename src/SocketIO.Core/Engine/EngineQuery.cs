using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace SocketIO.Core.Engine;

/// <summary>
/// The parameters of a request ("Query parameters"), read from the text of the query: an idle connection keeps its request, and a collection
/// made for it would stay with it. A parameter that comes twice counts as a wrong one.
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
                    transport = Take(transport, pair);
                    break;
                case "EIO":
                    version = Take(version, pair);
                    break;
                case "sid":
                    sid = Take(sid, pair);
                    break;
                default:
                    break;
            }
        }

        return new EngineQuery(transport, version, sid);
    }

    private static string Take(string? present, QueryStringEnumerable.EncodedNameValuePair pair) =>
        present is null ? pair.DecodeValue().ToString() : present + "," + pair.DecodeValue();
}
