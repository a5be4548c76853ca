using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Access;
using ControlPlane.Data.Audit;
using ControlPlane.Data.Writing;
using ControlPlane.Domain.Access;
using ControlPlane.Domain.Actors;
using ControlPlane.Domain.Agents;
using ControlPlane.Web.Features.Access;
using ControlPlane.Web.Hosting;
using Microsoft.EntityFrameworkCore;

namespace ControlPlane.Web.Features.Tokens;

/// <summary>Gives an API token a new secret; the one before stays good for an overlap, so that nothing stops while it is handed out.</summary>
public sealed class RotateApiTokenCommand(CommandAccess access, ApiTokenQueries tokens, StateWriter writer, IdSource ids, TimeProvider clock)
{
    /// <summary>Runs it.</summary>
    /// <returns>Refusals: <see cref="AccessRefusals.TokenNotFound"/>, <see cref="AccessRefusals.TokenInvalid"/>, <see cref="AccessRefusals.TokenRefused"/>, <see cref="AccessRefusals.Forbidden"/>.</returns>
    public async Task<Outcome<IssuedApiToken>> RunAsync(string id, TimeSpan? overlap, Actor actor, CancellationToken cancellation)
    {
        var grants = (await tokens.FindAsync(id, cancellation))?.Grants ?? [];
        if (await access.CheckAsync<RotateApiTokenCommand>(actor, AccessScope.Of([.. grants.Select(g => g.Pool)]), cancellation) is { } forbidden)
            return forbidden;

        // Whoever gets the new secret has the token's rights, which never change.
        if (LendingRule.Check(await access.RightsAsync(actor, cancellation) ?? [], grants) is { } tooMuch)
            return tooMuch;
        var secret = ids.NewSecret();
        return await writer.RunAsync<IssuedApiToken>(async (context, unitCancellation) =>
        {
            if (await context.ApiTokens.FirstOrDefaultAsync(t => t.Id == id, unitCancellation) is not { } token)
                return new Refusal(AccessRefusals.TokenNotFound, $"There is no API token '{id}'.");
            var now = clock.GetUtcNow();
            return token.Rotate(BearerSecret.HashOf(secret), overlap, now).Then<IssuedApiToken>(rotated =>
            {
                context.Note(TokenDrafts.Rotated(rotated, actor, now));
                return new IssuedApiToken(BearerSecret.Write(BearerSecret.ApiTokenKind, id, secret), ApiTokenRow.Of(rotated));
            });
        }, cancellation);
    }
}
