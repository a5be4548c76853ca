using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.Web.Features.Models;

/// <summary>Points an alias at a version.</summary>
public sealed class SetAliasCommand
{
    /// <summary>Runs it.</summary>
    public Task<Outcome<SetAliasRequest>> RunAsync(SetAliasRequest request, Actor actor, CancellationToken cancellation) =>
        throw new NotSupportedException($"{request} by {actor} waits for the stores.");
}
