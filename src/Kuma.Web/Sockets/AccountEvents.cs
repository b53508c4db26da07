using Kuma.Application.Common;
using Kuma.Application.Users;

namespace Kuma.Web.Sockets;

/// <summary>Password and two-factor authentication of the signed-in user.</summary>
internal sealed class AccountEvents(OtherSessions others) : ISocketEvents
{
    public void Map(EventMap events)
    {
        events.Command<PrepareTwoFactor, string>(
            "prepare2FA", (actor, args) => new PrepareTwoFactor(actor, args[0]), uri => Ack.Ok().With("uri", uri));
        events.Command("save2FA", (actor, args) => new SwitchTwoFactor(actor, args[0], Enable: true), () => Ack.Translated("2faEnabled"));
        events.Command("disable2FA", (actor, args) => new SwitchTwoFactor(actor, args[0], Enable: false), () => Ack.Translated("2faDisabled"));
        events.Command<VerifyOneTimeToken, bool>(
            "verifyToken",
            (actor, args) => new VerifyOneTimeToken(actor, args.Text(0), args[1]),
            valid => valid ? Ack.Ok().With("valid", true) : Ack.Refused(UserErrors.InvalidToken).With("valid", false));
        events.Query<GetTwoFactorStatus, bool>(
            "twoFAStatus", (actor, _) => new GetTwoFactorStatus(actor), enabled => Ack.Ok().With("status", enabled));
        events.Session("changePassword", ChangePasswordAsync, refuse: Ack.RefusedExplicitly);
        events.SignedIn("disconnectOtherSocketClients", async call =>
        {
            await others.SignOutAsync(call.Session);
            return Ack.Ok();
        });
    }

    private async ValueTask<Ack?> ChangePasswordAsync(EventCall call)
    {
        var input = call.Arguments[0];
        var result = await call.SendAsync(new ChangePassword(call.Actor, input.Field("currentPassword"), input.Field("newPassword")));
        if (!result.IsSuccess)
        {
            return Ack.RefusedExplicitly(result.Error);
        }

        await others.SignOutAsync(call.Session);
        return Ack.Translated("successAuthChangePassword").With("token", result.Value);
    }
}
