using ControlPlane.Contracts.Outcomes;
using ControlPlane.Domain.Actors;

namespace ControlPlane.Web.Features.Endpoints;

/// <summary>Sets the traffic split of an endpoint.</summary>
public sealed class ChangeSplitCommand
{
    /// <summary>Runs it.</summary>
    public Task<Outcome<CommittedChange>> RunAsync(ChangeSplitRequest request, Actor actor, CancellationToken cancellation) =>
        throw new NotSupportedException($"{request} by {actor} waits for the stores.");
}
