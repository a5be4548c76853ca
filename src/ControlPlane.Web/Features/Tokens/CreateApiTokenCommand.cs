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
public sealed class CreateApiTokenCommand(CommandAccess access, StateWriter writer, IdSource ids, TimeProvider clock)
{
    /// <summary>Runs it.</summary>
    /// <returns>Refusals: <see cref="AccessRefusals.TokenInvalid"/>, <see cref="AccessRefusals.Forbidden"/>.</returns>
    public async Task<Outcome<IssuedApiToken>> RunAsync(ApiTokenDraft draft, Actor actor, CancellationToken cancellation)
    {
        if (await access.CheckAsync<CreateApiTokenCommand>(actor, AccessScope.Anywhere, cancellation) is { } forbidden)
            return forbidden;
        if (await access.RightsAsync(actor, cancellation) is not { } own)
            return CommandAccess.SignInNeeded();
        if (LendingRule.Check(own, draft.Grants) is { } tooMuch)
            return tooMuch;
        var id = ids.NewId();
        var secret = ids.NewSecret();
        return await writer.RunAsync((context, _) => Task.FromResult(
            ApiToken.Issue(id, BearerSecret.HashOf(secret), draft, actor.Name, actor.Holder?.Id, clock.GetUtcNow()).Then<IssuedApiToken>(token =>
            {
                context.ApiTokens.Add(token);
                context.Note(TokenDrafts.Issued(token, actor));
                return new IssuedApiToken(BearerSecret.Write(BearerSecret.ApiTokenKind, id, secret), ApiTokenRow.Of(token));
            })), cancellation);
    }
}
