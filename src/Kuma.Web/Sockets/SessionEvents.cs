using System.Text.Json;
using Kuma.Application.Users;

namespace Kuma.Web.Sockets;

/// <summary>Setting up, signing in and out.</summary>
internal sealed partial class SessionEvents(
    LoginSequence sequence, Kuma.Application.Common.Limits.RateLimits limits, ILogger<SessionEvents> logger) : ISocketEvents
{
    public void Map(EventMap events)
    {
        events.Query<GetNeedSetUp, bool>("needSetup", (actor, _) => new GetNeedSetUp(actor), needed => Ack.Bare(needed));
        events.Command(
            "setup",
            (actor, args) => new SetUp(actor, args.Text(0) ?? "", args.Text(1) ?? ""),
            () => Ack.Translated("successAdded"),
            refuse: Ack.RefusedExplicitly);
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
        if (!call.WantsAck || !input.IsTruthy())
        {
            return null; // Nothing happens at all, not even for the limit.
        }

        var result = await call.SendAsync(new SignIn(call.Actor, input.TextField("username"), input.TextField("password"), OneTimeToken(input)));
        if (!result.IsSuccess)
        {
            Log.SignInRefused(logger, call.Actor.Address, result.Error.Code);
            return Ack.Refused(result.Error);
        }

        if (result.Value.NeedsOneTimeToken)
        {
            return Ack.Fields().With("tokenRequired", true);
        }

        Log.SignedIn(logger, result.Value.Username, call.Actor.Address);
        await sequence.RunAsync(call.Session, result.Value.UserId, call.CancellationToken);
        return Ack.Ok().With("token", result.Value.Token);
    }

    /// <summary>A token that is no text was given, but is none that fits.</summary>
    private static string? OneTimeToken(JsonElement input) =>
        input.TextField("token") ?? (input.Field("token").IsTruthy() ? "no text" : null);

    private static partial class Log
    {
        [LoggerMessage(EventId = 3030, Level = LogLevel.Information, Message = "{User} has signed in from {Address}.")]
        public static partial void SignedIn(ILogger logger, string user, string? address);

        // The name is left out: people type passwords there.
        [LoggerMessage(EventId = 3031, Level = LogLevel.Warning, Message = "A sign-in from {Address} was refused: {Reason}.")]
        public static partial void SignInRefused(ILogger logger, string? address, string reason);
    }
}
