using ControlPlane.Contracts.Outcomes;
using ControlPlane.Domain.Actors;

namespace ControlPlane.Web.Features.Endpoints;

/// <summary>Takes an endpoint back at once.</summary>
public sealed class RollBackCommand
{
    /// <summary>Runs it.</summary>
    public Task<Outcome<CommittedChange>> RunAsync(RollBackRequest request, Actor actor, CancellationToken cancellation) =>
        throw new NotSupportedException($"{request} by {actor} waits for the stores.");
}
