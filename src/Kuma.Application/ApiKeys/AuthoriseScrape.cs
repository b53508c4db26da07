using System.Security.Cryptography;
using System.Text;
using Kuma.Application.Common;
using Kuma.Application.Common.Limits;
using Kuma.Application.Settings;
using Kuma.Application.Users;
using MediatR;

namespace Kuma.Application.ApiKeys;

/// <summary>
/// Decides whether a caller may read <c>/metrics</c>: by API key once one was ever made, else by a user's name and password, and without
/// either while authentication is off.
/// </summary>
/// <param name="Actor">The caller.</param>
/// <param name="Name">The user name of Basic authentication; <c>null</c> when no credentials came.</param>
/// <param name="Password">The password or the API key.</param>
[AllowAnonymous]
public sealed record AuthoriseScrape(Actor Actor, string? Name, string? Password) : ICommand;

internal sealed class AuthoriseScrapeHandler(
    ISettingStore settings, IApiKeyVerifier keys, IUserRepository users, IPasswordHasher hasher, RateLimits limits, ScrapeMemory memory)
    : IRequestHandler<AuthoriseScrape, Result>
{
    private static readonly Error Refused = new("scrape-refused", "");

    public async Task<Result> Handle(AuthoriseScrape command, CancellationToken cancellationToken)
    {
        if (await settings.IsOnAsync(SettingKeys.DisableAuth, cancellationToken))
        {
            return Result.Success;
        }

        if (command.Name is null || command.Password is null)
        {
            return Refused;
        }

        var allowed = await settings.IsOnAsync(SettingKeys.ApiKeysEnabled, cancellationToken)
            ? limits.Api.TryTake() && await keys.VerifyAsync(command.Password, cancellationToken)
            : await PasswordFitsAsync(command.Name, command.Password, cancellationToken);
        return allowed ? Result.Success : Refused;
    }

    private async Task<bool> PasswordFitsAsync(string name, string password, CancellationToken cancellationToken)
    {
        if (!memory.Failures.HasBudget())
        {
            return false;
        }

        var user = await users.FindByNameAsync(name, cancellationToken);
        if (user is { Active: true } && (memory.Knows(user.PasswordHash, password) || hasher.Verify(password, user.PasswordHash)))
        {
            memory.Remember(user.PasswordHash, password);
            return true;
        }

        memory.Failures.TryTake();
        return false;
    }
}

/// <summary>
/// What the scrapes of this process share. Failures have a budget of their own, so that a scraper with a wrong password locks nobody out of
/// the dashboard. The last good password is remembered as a keyed hash: a scrape every few seconds must not cost a bcrypt each.
/// </summary>
public sealed class ScrapeMemory(TimeProvider time)
{
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private byte[]? _last;

    public RateLimit Failures { get; } = new(20, time);

    internal bool Knows(string passwordHash, string password) =>
        _last is { } last && CryptographicOperations.FixedTimeEquals(last, Mac(passwordHash, password));

    internal void Remember(string passwordHash, string password) => _last = Mac(passwordHash, password);

    private byte[] Mac(string passwordHash, string password) =>
        HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{passwordHash}\0{password}"));
}
