using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Agents;
using ControlPlane.Data.Audit;
using ControlPlane.Data.Writing;
using ControlPlane.Domain.Access;
using ControlPlane.Domain.Actors;
using ControlPlane.Domain.Agents;
using ControlPlane.Web.Features.Access;
using ControlPlane.Web.Hosting;

namespace ControlPlane.Web.Features.Agents;

/// <summary>Makes a join token: 256 random bits that are shown once and of which only a hash is kept.</summary>
public sealed class CreateJoinTokenCommand(CommandAccess access, StateWriter writer, IdSource ids, TimeProvider clock)
{
    /// <summary>Runs it.</summary>
    /// <returns>Refusal: <see cref="AgentRefusals.Invalid"/>.</returns>
    public async Task<Outcome<IssuedJoinToken>> RunAsync(CreateJoinTokenRequest request, Actor actor, CancellationToken cancellation)
    {
        if (await access.CheckAsync<CreateJoinTokenCommand>(actor, AccessScope.Of(request.Pool), cancellation) is { } forbidden)
            return forbidden;
        var id = ids.NewId();
        var secret = ids.NewSecret();
        return await writer.RunAsync((context, _) => Task.FromResult(
            JoinToken.Issue(id, BearerSecret.HashOf(secret), request.Pool, actor.Name, request.Lifetime, clock.GetUtcNow()).Then<IssuedJoinToken>(token =>
            {
                new AgentStore(context).Add(token);
                context.Note(AgentDrafts.Issued(token, actor));
                return new IssuedJoinToken(BearerSecret.Write(BearerSecret.JoinTokenKind, id, secret), token.Pool, token.ExpiresAt);
            })), cancellation);
    }
}
