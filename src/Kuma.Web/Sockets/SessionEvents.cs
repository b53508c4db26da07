using System.Text.Json;
using Kuma.Application.Users;

namespace Kuma.Web.Sockets;

/// <summary>Setting up, signing in and out.</summary>
internal sealed class SessionEvents(LoginSequence sequence, Kuma.Application.Common.Limits.RateLimits limits) : ISocketEvents
{
    public void Map(EventMap events)
    {
        events.Query<GetNeedSetUp, bool>("needSetup", (actor, _) => new GetNeedSetUp(actor), needed => Ack.Bare(needed));
        events.Session("setup", async call =>
        {
            var result = await call.SendAsync(new SetUp(call.Actor, call.Arguments.Text(0) ?? "", call.Arguments.Text(1) ?? ""));

            // The failures of this event carry an explicit msgi18n.
            return result.IsSuccess
                ? Ack.Translated("successAdded")
                : Ack.Fields().With("ok", false).With("msg", result.Error.Message).With("msgi18n", result.Error.IsTranslationKey).AsRefusal();
        });
        events.Session("login", SignInAsync);
        events.Session("loginByToken", async call =>
        {
            var result = await call.SendAsync(new SignInByToken(call.Actor, call.Arguments.Text(0)));
            if (!result.IsSuccess)
            {
                return Ack.Refused(result.Error);
            }

            await sequence.RunAsync(call.Session, result.Value, call.CancellationToken);
            return Ack.Ok();
        });
        events.Session("logout", async call =>
        {
            if (!limits.Login.TryTake())
            {
                return Ack.Refused(UserErrors.TooManyTries);
            }

            await call.Session.SignOutAsync();
            return Ack.Empty();
        });
    }

    private async ValueTask<Ack?> SignInAsync(EventCall call)
    {
        var input = call.Arguments[0];
        if (!call.WantsAck || IsFalsy(input))
        {
            return null; // Nothing happens at all, not even for the limit.
        }

        var result = await call.SendAsync(new SignIn(call.Actor, input.TextField("username"), input.TextField("password"), input.TextField("token")));
        if (!result.IsSuccess)
        {
            return Ack.Refused(result.Error);
        }

        if (result.Value.NeedsOneTimeToken)
        {
            return Ack.Fields().With("tokenRequired", true);
        }

        await sequence.RunAsync(call.Session, result.Value.UserId, call.CancellationToken);
        return Ack.Ok().With("token", result.Value.Token);
    }

    private static bool IsFalsy(JsonElement input) => input.ValueKind switch
    {
        JsonValueKind.Object or JsonValueKind.Array or JsonValueKind.True => false,
        JsonValueKind.String => input.GetString() is "",
        JsonValueKind.Number => input.GetDouble() == 0,
        _ => true,
    };
}
