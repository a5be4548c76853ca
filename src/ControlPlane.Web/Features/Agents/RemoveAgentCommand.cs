using ControlPlane.Contracts.Outcomes;
using ControlPlane.Domain.Actors;

namespace ControlPlane.Web.Features.Agents;

/// <summary>Ends an agent's membership.</summary>
public sealed class RemoveAgentCommand
{
    /// <summary>Runs it.</summary>
    public Task<Outcome<RemovedAgent>> RunAsync(RemoveAgentRequest request, Actor actor, CancellationToken cancellation) =>
        throw new NotSupportedException($"{request} by {actor} waits for the stores.");
}
