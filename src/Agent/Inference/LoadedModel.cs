using System.Collections.Concurrent;
using ControlPlane.AgentHost.Inference.Batching;
using ControlPlane.AgentHost.Statistics;
using ControlPlane.AgentHost.Workers;
using ControlPlane.Contracts.Routing;

namespace ControlPlane.AgentHost.Inference;

/// <summary>
/// One version, loaded and warm. Whoever runs it is between <see cref="TryEnter"/> and <see cref="Exit"/>:
/// releasing a session during a run would end the process. Thread-safe. From <see cref="ModelLoader"/>.
/// </summary>
public sealed class LoadedModel : IAsyncDisposable
{
    private readonly InFlightGate _gate = new();
    private readonly IModelRuntime _runtime;
    private readonly Lazy<Task> _release;
    private readonly ConcurrentDictionary<string, ModelStatistics> _statistics = new(StringComparer.Ordinal);

    internal LoadedModel(
        PreparedVersion version, IModelRuntime runtime, ModelSignature signature, PredictionReader predictions, LanePool lanes, RunTimes runTimes, Batcher? batcher)
    {
        Version = version;
        Signature = signature;
        Predictions = predictions;
        Lanes = lanes;
        RunTimes = runTimes;
        Batcher = batcher;
        _runtime = runtime;
        _release = new Lazy<Task>(ReleaseAsync);
    }

    /// <summary>What the table says about it.</summary>
    public PreparedVersion Version { get; }

    /// <summary>Its inputs and outputs.</summary>
    public ModelSignature Signature { get; }

    /// <summary>How its own process is; null for one that runs in this process.</summary>
    internal WorkerStatus? Worker => _runtime.Worker;

    /// <summary>False while its own process is started again after it ended.</summary>
    internal bool IsUp => _runtime.Worker is not { IsUp: false };

    /// <summary>How long loading and warming up took.</summary>
    internal TimeSpan LoadTime { get; init; }

    /// <summary>Bytes of native memory that loading took; null where it cannot be told, as when other versions were loaded meanwhile.</summary>
    internal long? MemoryBytes { get; init; }

    /// <summary>How long its runs take.</summary>
    internal RunTimes RunTimes { get; }

    /// <summary>What it did at each endpoint; another endpoint may serve the same model.</summary>
    internal IEnumerable<ModelStatistics> Statistics => _statistics.Values;

    /// <summary>Sessions that run it.</summary>
    internal int SessionCount => _runtime.SessionCount;

    internal PredictionReader Predictions { get; }

    internal LanePool Lanes { get; }

    /// <summary>Runs requests together; null where each must run alone.</summary>
    internal Batcher? Batcher { get; }

    /// <summary>What it did at an endpoint, to be counted on.</summary>
    internal ModelStatistics StatisticsAt(string endpoint) =>
        _statistics.GetOrAdd(endpoint, static (name, version) => new ModelStatistics(name, version), Version.Version);

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
            _runtime.Dispose();
            NativeHeap.Trim();
        }).ConfigureAwait(false);
    }
}
