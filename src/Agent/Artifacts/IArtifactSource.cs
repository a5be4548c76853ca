using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.AgentHost.Artifacts;

/// <summary>Where model files come from.</summary>
public interface IArtifactSource
{
    /// <summary>Begins a download.</summary>
    /// <param name="digest">The file.</param>
    /// <param name="offset">First byte wanted.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>The bytes, or the refusal <c>artefact_unreachable</c>.</returns>
    Task<Outcome<ArtifactDownload>> OpenAsync(string digest, long offset, CancellationToken cancellationToken);
}
