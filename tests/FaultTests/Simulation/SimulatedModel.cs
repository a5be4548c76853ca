using ControlPlane.AgentHost.Inference;
using ControlPlane.AgentHost.Workers;
using ControlPlane.Contracts.Routing;
using ControlPlane.TestKit;
using ControlPlane.TestKit.Onnx;

namespace ControlPlane.FaultTests.Simulation;

/// <summary>
/// A loaded model that nobody runs: a real file is read once for its signature, and no version has a session of its own, because a simulation loads tens of thousands. Thread-safe.
/// </summary>
internal sealed class SimulatedModel : IModelRuntime
{
    private static readonly Lazy<(ModelSignature Signature, PredictionReader Predictions)> Shared = new(Read);

    /// <inheritdoc />
    public int SessionCount => 1;

    /// <inheritdoc />
    public WorkerStatus? Worker => null;

    /// <summary>A version that is loaded.</summary>
    public static LoadedModel Load(PreparedVersion version)
    {
        var (signature, predictions) = Shared.Value;
        var runtime = new SimulatedModel();
        return new LoadedModel(version, runtime, signature, predictions, new LanePool(runtime), new RunTimes(), batcher: null);
    }

    /// <inheritdoc />
    public InferenceLane CreateLane(int session) => throw new NotSupportedException("Simulated models are routed to and never run.");

    public void Dispose()
    {
        // It holds nothing.
    }

    private static (ModelSignature, PredictionReader) Read()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Combine("model.onnx");
        File.WriteAllBytes(path, OnnxModels.AddConstant(1));
        using var sessions = new ModelSessions(path, new PreparedVersion { Model = "pets", Version = 1, Digest = "", SizeBytes = 0 });
        var signature = ModelSignature.Of(sessions[0]).Value;
        return (signature, PredictionReader.Of(OutputReading.None, signature).Value);
    }
}
