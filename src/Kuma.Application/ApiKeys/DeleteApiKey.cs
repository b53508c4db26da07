using Kuma.Application.Common;
using Kuma.Domain.Common;
using MediatR;

namespace Kuma.Application.ApiKeys;

/// <summary>Removes an API key; an unknown one succeeds.</summary>
public sealed record DeleteApiKey(Actor Actor, ApiKeyId Id) : ICommand;

internal sealed class DeleteApiKeyHandler(IApiKeyRepository keys) : IRequestHandler<DeleteApiKey, Result>
{
    public async Task<Result> Handle(DeleteApiKey command, CancellationToken cancellationToken)
    {
        await keys.DeleteAsync(command.Id, command.Actor.User, cancellationToken);
        return Result.Success;
    }
}
