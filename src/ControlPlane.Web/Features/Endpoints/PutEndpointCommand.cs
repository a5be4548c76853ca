using ControlPlane.Contracts.Outcomes;
using ControlPlane.Domain.Actors;

namespace ControlPlane.Web.Features.Endpoints;

/// <summary>Creates or changes an endpoint.</summary>
public sealed class PutEndpointCommand
{
    /// <summary>Runs it.</summary>
    public Task<Outcome<CommittedChange>> RunAsync(PutEndpointRequest request, Actor actor, CancellationToken cancellation) =>
        throw new NotSupportedException($"{request} by {actor} waits for the stores.");
}
