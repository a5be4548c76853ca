using ControlPlane.Contracts.Outcomes;
using ControlPlane.Domain.Actors;
using ControlPlane.Domain.Models;

namespace ControlPlane.Web.Features.Models;

/// <summary>Registers a file as a version of a model.</summary>
public sealed class RegisterVersionCommand
{
    /// <summary>Runs it.</summary>
    public Task<Outcome<VersionRegistration>> RunAsync(RegisterVersionRequest request, Actor actor, CancellationToken cancellation) =>
        throw new NotSupportedException($"{request} by {actor} waits for the stores.");
}
