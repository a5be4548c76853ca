using ControlPlane.Contracts.Outcomes;
using ControlPlane.Domain.Actors;

namespace ControlPlane.Web.Features.Agents;

/// <summary>Makes a single-use join token.</summary>
public sealed class CreateJoinTokenCommand
{
    /// <summary>Runs it.</summary>
    public Task<Outcome<IssuedJoinToken>> RunAsync(CreateJoinTokenRequest request, Actor actor, CancellationToken cancellation) =>
        throw new NotSupportedException($"{request} by {actor} waits for the stores.");
}
