using ControlPlane.Contracts.Outcomes;
using ControlPlane.Domain.Access;
using ControlPlane.Domain.Actors;

namespace ControlPlane.Web.Features.Tokens;

/// <summary>Tells what somebody who makes a token may do now.</summary>
public interface IMakerRights
{
    /// <summary>The roles held now.</summary>
    /// <returns>Refusal: <see cref="AccessRefusals.Forbidden"/>, for who may make no tokens.</returns>
    Task<Outcome<IReadOnlyList<RoleGrant>>> OfAsync(Actor actor, CancellationToken cancellation);
}
