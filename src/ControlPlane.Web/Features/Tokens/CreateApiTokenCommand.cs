using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Access;
using ControlPlane.Data.Audit;
using ControlPlane.Data.Writing;
using ControlPlane.Domain.Access;
using ControlPlane.Domain.Actors;
using ControlPlane.Domain.Agents;
using ControlPlane.Web.Features.Access;
using ControlPlane.Web.Hosting;

namespace ControlPlane.Web.Features.Tokens;

/// <summary>Makes an API token with no more than its maker's rights: 256 random bits that are shown once and of which only a hash is kept.</summary>
public sealed class CreateApiTokenCommand(CommandAccess access, ApiTokenQueries tokens, StateWriter writer, IdSource ids, TimeProvider clock)
{
    /// <summary>Runs it.</summary>
    /// <returns>Refusals: <see cref="AccessRefusals.TokenInvalid"/>, <see cref="AccessRefusals.Forbidden"/>.</returns>
    public async Task<Outcome<IssuedApiToken>> RunAsync(ApiTokenDraft draft, Actor actor, CancellationToken cancellation)
    {
        if (await access.CheckAsync<CreateApiTokenCommand>(actor, AccessScope.Of([.. draft.Grants.Select(g => g.Pool)]), cancellation) is { } forbidden)
            return forbidden;
        if (LendingRule.Check(await access.RightsAsync(actor, cancellation) ?? [], draft.Grants) is { } tooMuch)
            return tooMuch;
        var owner = await OwnerOfAsync(actor, cancellation);
        var id = ids.NewId();
        var secret = ids.NewSecret();
        return await writer.RunAsync((context, _) => Task.FromResult(
            ApiToken.Issue(id, BearerSecret.HashOf(secret), draft, actor.Name, owner, clock.GetUtcNow()).Then<IssuedApiToken>(token =>
            {
                context.ApiTokens.Add(token);
                context.Note(TokenDrafts.Issued(token, actor));
                return new IssuedApiToken(BearerSecret.Write(BearerSecret.ApiTokenKind, id, secret), ApiTokenRow.Of(token));
            })), cancellation);
    }

    // What a token makes is bound by the same person as the token itself.
    private async Task<string?> OwnerOfAsync(Actor actor, CancellationToken cancellation) => actor.Holder switch
    {
        { Kind: HolderKind.Person } person => person.Id,
        { Kind: HolderKind.Token } token => (await tokens.FindAsync(token.Id, cancellation))?.OwnerId,
        _ => null,
    };
}
