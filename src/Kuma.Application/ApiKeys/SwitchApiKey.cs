using Kuma.Application.Common;
using Kuma.Domain.Common;
using MediatR;

namespace Kuma.Application.ApiKeys;

/// <summary>Switches an API key on or off; an unknown one succeeds.</summary>
public sealed record SwitchApiKey(Actor Actor, ApiKeyId Id, bool Active) : ICommand;

internal sealed class SwitchApiKeyHandler(IApiKeyRepository keys) : IRequestHandler<SwitchApiKey, Result>
{
    public async Task<Result> Handle(SwitchApiKey command, CancellationToken cancellationToken)
    {
        await keys.SetActiveAsync(command.Id, command.Actor.User, command.Active, cancellationToken);
        return Result.Success;
    }
}
