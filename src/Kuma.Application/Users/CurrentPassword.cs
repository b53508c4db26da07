using System.Text.Json;
using Kuma.Application.Common;
using Kuma.Domain.Common;
using Kuma.Domain.Users;

namespace Kuma.Application.Users;

/// <summary>Asks the signed-in user for the password once more, before something delicate.</summary>
internal sealed class CurrentPassword(IUserRepository users, IPasswordHasher hasher)
{
    public async Task<Result<User>> CheckAsync(UserId id, JsonElement password, CancellationToken cancellationToken)
    {
        if (password.ValueKind is not JsonValueKind.String)
        {
            return UserErrors.WrongDataType;
        }

        var user = await users.FindAsync(id, cancellationToken);
        return user is not null && hasher.Verify(password.GetString()!, user.PasswordHash) ? user : UserErrors.WrongPassword;
    }
}
