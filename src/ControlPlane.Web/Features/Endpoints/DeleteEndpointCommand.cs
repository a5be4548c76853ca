using ControlPlane.Contracts.Outcomes;
using ControlPlane.Domain.Actors;

namespace ControlPlane.Web.Features.Endpoints;

/// <summary>Removes an endpoint.</summary>
public sealed class DeleteEndpointCommand
{
    /// <summary>Runs it.</summary>
    public Task<Outcome<CommittedChange>> RunAsync(DeleteEndpointRequest request, Actor actor, CancellationToken cancellation) =>
        throw new NotSupportedException($"{request} by {actor} waits for the stores.");
}
