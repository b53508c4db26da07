using System.Security.Cryptography;
using System.Text.Json;
using Kuma.Application.Common;
using Kuma.Application.Settings;
using Kuma.Application.Users;
using Kuma.Domain.Common;
using MediatR;

namespace Kuma.Application.ApiKeys;

/// <summary>Makes an API key; it is shown this once. From now on the metrics want keys.</summary>
public sealed record AddApiKey(Actor Actor, string Name, string? Expires, bool Active) : ICommand<NewApiKey>;

/// <param name="Text">The whole key.</param>
public sealed record NewApiKey(ApiKeyId Id, string Text);

internal sealed class AddApiKeyHandler(IApiKeyRepository keys, IPasswordHasher hasher, ISettingStore settings, IDomainEvents events)
    : IRequestHandler<AddApiKey, Result<NewApiKey>>
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private const int Length = 40;

    public async Task<Result<NewApiKey>> Handle(AddApiKey command, CancellationToken cancellationToken)
    {
        var secret = RandomNumberGenerator.GetString(Alphabet, Length);
        var owner = command.Actor.User;
        var id = await keys.AddAsync(owner, command.Name, hasher.Hash(secret), command.Active, command.Expires, cancellationToken);
        await settings.SetInternalAsync(SettingKeys.ApiKeysEnabled, JsonSerializer.SerializeToElement(true), cancellationToken);
        await events.PublishAsync(new OwnedListChanged(owner, OwnedList.ApiKeys), cancellationToken);
        return new NewApiKey(id, $"uk{id.Value}_{secret}");
    }
}
