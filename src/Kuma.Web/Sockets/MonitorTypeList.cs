using System.Text.Json.Nodes;
using Kuma.Domain.Common;
using SocketIO.Core;

namespace Kuma.Web.Sockets;

/// <summary>The event <c>monitorTypeList</c>: which types know conditions, on which variables, with which operators.</summary>
internal sealed class MonitorTypeList(SocketIOServer io) : ILoginList
{
    private static readonly (string Id, string Caption)[] TextOperators =
    [
        ("equals", "equals"), ("not_equals", "not equals"), ("contains", "contains"), ("not_contains", "not contains"),
        ("starts_with", "starts with"), ("not_starts_with", "not starts with"), ("ends_with", "ends with"),
        ("not_ends_with", "not ends with"),
    ];

    private static readonly (string Id, string Caption)[] NumberOperators =
    [
        ("num_equals", "equals"), ("num_not_equals", "not equals"), ("lt", "less than"), ("gt", "greater than"),
        ("lte", "less than or equal to"), ("gte", "greater than or equal to"),
    ];

    private static readonly string[] Types =
    [
        "real-browser", "tailscale-ping", "websocket-upgrade", "dns", "postgres", "mqtt", "smtp", "group", "snmp", "grpc-keyword", "mongodb",
        "rabbitmq", "sip-options", "gamedig", "steam", "port", "manual", "globalping", "redis", "pm2", "system-service", "sqlserver", "mysql",
        "oracledb", "ntp",
    ];

    private static readonly JsonObject Payload = Build();

    public int Order => 10;

    public async Task SendAsync(ClientSession session, UserId user, CancellationToken cancellationToken) =>
        await io.To(Rooms.Of(user)).EmitAsync(ServerEvents.MonitorTypeList, Payload);

    private static JsonObject Build() => new(Types.Select(type =>
    {
        JsonArray variables = [.. Variables(type).Select(Variable)];
        JsonNode entry = new JsonObject { ["supportsConditions"] = variables.Count > 0, ["conditionVariables"] = variables };
        return KeyValuePair.Create(type, (JsonNode?)entry);
    }));

    private static string[] Variables(string type) => type switch
    {
        "dns" => ["record"],
        "sqlserver" or "mysql" or "oracledb" => ["result"],
        "mqtt" => ["topic", "message", "json_value"],
        _ => [],
    };

    private static JsonNode Variable(string id) => new JsonObject
    {
        ["id"] = id,
        ["operators"] = new JsonArray(
        [
            .. (id is "json_value" ? [.. TextOperators, .. NumberOperators] : TextOperators)
                .Select(o => (JsonNode)new JsonObject { ["id"] = o.Id, ["caption"] = o.Caption }),
        ]),
    };
}
