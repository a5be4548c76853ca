using ControlPlane.Contracts.Outcomes;
using ControlPlane.Domain.Actors;

namespace ControlPlane.Web.Features.Endpoints;

/// <summary>Takes a rollback back, within 10 s.</summary>
public sealed class UndoCommand
{
    /// <summary>Runs it.</summary>
    public Task<Outcome<CommittedChange>> RunAsync(UndoRequest request, Actor actor, CancellationToken cancellation) =>
        throw new NotSupportedException($"{request} by {actor} waits for the stores.");
}
