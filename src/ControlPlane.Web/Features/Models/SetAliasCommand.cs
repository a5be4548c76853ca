using ControlPlane.Contracts.Outcomes;
using ControlPlane.Domain.Actors;
using ControlPlane.Domain.Models;

namespace ControlPlane.Web.Features.Models;

/// <summary>Points an alias at a version.</summary>
public sealed class SetAliasCommand
{
    /// <summary>Runs it.</summary>
    public Task<Outcome<ModelAlias>> RunAsync(SetAliasRequest request, Actor actor, CancellationToken cancellation) =>
        throw new NotSupportedException($"{request} by {actor} waits for the stores.");
}
