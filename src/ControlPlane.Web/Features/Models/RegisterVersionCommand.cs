using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.Web.Features.Models;

/// <summary>Registers a file as a version of a model.</summary>
public sealed class RegisterVersionCommand
{
    /// <summary>Runs it.</summary>
    public Task<Outcome<RegisteredVersion>> RunAsync(RegisterVersionRequest request, Actor actor, CancellationToken cancellation) =>
        throw new NotSupportedException($"{request} by {actor} waits for the stores.");
}
