using ControlPlane.AgentHost.Inference;
using ControlPlane.Contracts.Routing;
using ControlPlane.TestKit;
using ControlPlane.TestKit.Onnx;

namespace ControlPlane.FaultTests.Simulation;

/// <summary>
/// Loaded models that nobody runs: all of them share one real session, because a simulation loads tens of thousands. Thread-safe.
/// </summary>
internal static class SimulatedModels
{
    private static readonly Lazy<(ModelSessions Sessions, ModelSignature Signature, PredictionReader Predictions, LanePool Lanes)> Shared = new(Load);

    /// <summary>A version that is loaded.</summary>
    public static LoadedModel Load(PreparedVersion version)
    {
        var (sessions, signature, predictions, lanes) = Shared.Value;
        return new LoadedModel(version, sessions, signature, predictions, lanes, new RunTimes(), batcher: null);
    }

    private static (ModelSessions, ModelSignature, PredictionReader, LanePool) Load()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Combine("model.onnx");
        File.WriteAllBytes(path, OnnxModels.AddConstant(1));
        var sessions = new ModelSessions(path, new PreparedVersion { Model = "pets", Version = 1, Digest = "", SizeBytes = 0 });
        var signature = ModelSignature.Of(sessions[0]).Value;
        return (sessions, signature, PredictionReader.Of(OutputReading.None, signature).Value, new LanePool(sessions, signature, TimeProvider.System));
    }
}
