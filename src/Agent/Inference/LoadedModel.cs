using ControlPlane.Contracts.Routing;
using ControlPlane.OnnxRuntime;

namespace ControlPlane.AgentHost.Inference;

/// <summary>
/// One version, loaded and warm. Whoever runs it is between <see cref="TryEnter"/> and <see cref="Exit"/>:
/// releasing a session during a run would end the process. Thread-safe. From <see cref="ModelLoader"/>.
/// </summary>
public sealed class LoadedModel : IAsyncDisposable
{
    private readonly InFlightGate _gate = new();
    private readonly InferenceSession _session;
    private readonly Lazy<Task> _release;

    internal LoadedModel(PreparedVersion version, InferenceSession session, ModelSignature signature, PredictionReader predictions, LanePool lanes)
    {
        Version = version;
        Signature = signature;
        Predictions = predictions;
        Lanes = lanes;
        _session = session;
        _release = new Lazy<Task>(ReleaseAsync);
    }

    /// <summary>What the table says about it.</summary>
    public PreparedVersion Version { get; }

    /// <summary>Its inputs and outputs.</summary>
    public ModelSignature Signature { get; }

    /// <summary>How long loading and warming up took.</summary>
    internal TimeSpan LoadTime { get; init; }

    /// <summary>Bytes of native memory that loading took; null where it cannot be told, as when other versions were loaded meanwhile.</summary>
    internal long? MemoryBytes { get; init; }

    /// <summary>How long its runs take.</summary>
    internal RunTimes RunTimes { get; } = new();

    internal PredictionReader Predictions { get; }

    internal LanePool Lanes { get; }

    /// <summary>Takes part in serving; false once retired.</summary>
    public bool TryEnter() => _gate.TryEnter();

    /// <summary>Ends what <see cref="TryEnter"/> began.</summary>
    public void Exit() => _gate.Exit();

    /// <summary>Retires: lets nobody in, waits until nobody uses it, then releases its native memory on a pool thread.</summary>
    public async ValueTask DisposeAsync() => await _release.Value.ConfigureAwait(false);

    private async Task ReleaseAsync()
    {
        await _gate.RetireAsync().ConfigureAwait(false);
        await Task.Run(() =>
        {
            Lanes.Dispose();
            _session.Dispose();
            NativeHeap.Trim();
        }).ConfigureAwait(false);
    }
}
