using ControlPlane.Data.Access;
using ControlPlane.Domain.Access;
using ControlPlane.Web.Features.Access;

namespace ControlPlane.Web.Features.Tokens;

/// <summary>What programs with a token may do, as the database has it now. A singleton, thread-safe.</summary>
internal sealed class TokenRights(ApiTokenQueries tokens, TimeProvider clock) : IRightsSource
{
    public HolderKind Kind => HolderKind.Token;

    public async Task<IReadOnlyList<RoleGrant>?> ReadAsync(string id, CancellationToken cancellation) =>
        await tokens.FindAsync(id, cancellation) is { RevokedAt: null } token && token.ExpiresAt > clock.GetUtcNow() ? token.Grants : null;
}
