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
public sealed class RevokeApiTokenCommand(CommandAccess access, StateWriter writer, TimeProvider clock)
{
    /// <summary>Runs it; a second time changes nothing.</summary>
    /// <returns>Refusal: <see cref="AccessRefusals.TokenNotFound"/>.</returns>
    public async Task<Outcome<ApiTokenRow>> RunAsync(string id, Actor actor, CancellationToken cancellation) =>
        await access.CheckAsync<RevokeApiTokenCommand>(actor, AccessScope.Anywhere, cancellation) is { } forbidden ? forbidden : await RevokeAsync(id, actor, cancellation);

    private Task<Outcome<ApiTokenRow>> RevokeAsync(string id, Actor actor, CancellationToken cancellation) => writer.RunAsync<ApiTokenRow>(async (context, unitCancellation) =>
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
