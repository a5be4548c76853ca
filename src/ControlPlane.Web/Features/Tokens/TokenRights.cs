using ControlPlane.Data.Access;
using ControlPlane.Domain.Access;
using ControlPlane.Web.Features.Access;

namespace ControlPlane.Web.Features.Tokens;

/// <summary>What API tokens may do: what they were given, as far as their maker may do it still. A singleton, thread-safe.</summary>
internal sealed class TokenRights(ApiTokenQueries tokens, PersonQueries people) : IRightsSource
{
    public HolderKind Kind => HolderKind.Token;

    public async Task<IReadOnlyList<RoleGrant>?> ReadAsync(string id, CancellationToken cancellation)
    {
        if (await tokens.FindAsync(id, cancellation) is not { RevokedAt: null } token)
            return null;
        if (token.OwnerId is not { } owner)
            return token.Grants;
        return await people.FindAsync(owner, cancellation) is { DisabledAt: null } person ? LendingRule.Within(person.Rights, token.Grants) : null;
    }
}
