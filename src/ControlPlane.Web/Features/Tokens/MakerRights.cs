using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Access;
using ControlPlane.Domain.Access;
using ControlPlane.Domain.Actors;

namespace ControlPlane.Web.Features.Tokens;

/// <summary>What a maker of tokens may do: where nobody signs in everything, and a token what it holds itself. A singleton, thread-safe.</summary>
internal sealed class MakerRights(ApiTokenQueries tokens) : IMakerRights
{
    public async Task<Outcome<IReadOnlyList<RoleGrant>>> OfAsync(Actor actor, CancellationToken cancellation)
    {
        if (actor.Holder is null)
            return new List<RoleGrant> { new(Role.Admin, RoleGrant.EveryPool) };
        if (actor.Holder.Kind == HolderKind.Token && await tokens.FindAsync(actor.Holder.Id, cancellation) is { RevokedAt: null } token)
            return new List<RoleGrant>(token.Grants);
        return new Refusal(AccessRefusals.Forbidden, "Nothing is known of what this account may do.");
    }
}
