using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Access;
using ControlPlane.Data.Audit;
using ControlPlane.Data.Writing;
using ControlPlane.Domain.Access;
using ControlPlane.Domain.Actors;
using ControlPlane.Web.Features.Access;
using Microsoft.EntityFrameworkCore;

namespace ControlPlane.Web.Features.Tokens;

/// <summary>Ends an API token for good; the next call with it is refused.</summary>
public sealed class RevokeApiTokenCommand(CommandAccess access, ApiTokenQueries tokens, StateWriter writer, TimeProvider clock)
{
    /// <summary>Runs it; a second time changes nothing.</summary>
    /// <returns>Refusals: <see cref="AccessRefusals.TokenNotFound"/>, <see cref="AccessRefusals.Forbidden"/>.</returns>
    public async Task<Outcome<ApiTokenRow>> RunAsync(string id, Actor actor, CancellationToken cancellation)
    {
        var grants = (await tokens.FindAsync(id, cancellation))?.Grants ?? [];
        if (await access.CheckAsync<RevokeApiTokenCommand>(actor, AccessScope.Of([.. grants.Select(g => g.Pool)]), cancellation) is { } forbidden)
            return forbidden;
        return await writer.RunAsync<ApiTokenRow>(async (context, unitCancellation) =>
        {
            if (await context.ApiTokens.FirstOrDefaultAsync(t => t.Id == id, unitCancellation) is not { } token)
                return new Refusal(AccessRefusals.TokenNotFound, $"There is no API token '{id}'.");
            var now = clock.GetUtcNow();
            if (token.RevokedAt is null)
                context.Note(TokenDrafts.Revoked(token, actor, now));
            token.Revoke(now);
            return ApiTokenRow.Of(token);
        }, cancellation);
    }
}
