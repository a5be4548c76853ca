using ControlPlane.Contracts.Outcomes;
using ControlPlane.Contracts.Routing;

namespace ControlPlane.AgentHost.Inference;

/// <summary>Makes a verified file ready to answer.</summary>
public sealed class ModelLoader
{
    /// <summary>Loads and warms one version.</summary>
    public Task<Outcome<LoadedModel>> LoadAsync(string path, PreparedVersion version, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(File.Exists(path)
            ? (Outcome<LoadedModel>)new LoadedModel(version)
            : new Refusal(RefusalCodes.ModelRejected, $"There is no file at {path}."));
    }
}
