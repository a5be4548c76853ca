using ControlPlane.AgentHost.Artifacts;
using ControlPlane.AgentHost.Inference.Batching;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Contracts.Routing;
using ControlPlane.OnnxRuntime;

namespace ControlPlane.AgentHost.Inference;

/// <summary>Makes a verified file ready to answer. Singleton, thread-safe; nothing that serves waits for it.</summary>
/// <param name="time">Measures runs and loads.</param>
/// <param name="processors">For how many runs at once a model may get sessions; null for as many as the machine has.</param>
/// <param name="disk">Where findings are remembered beside a file; null tries every file anew.</param>
public sealed class ModelLoader(TimeProvider time, int? processors = null, IDisk? disk = null)
{
    private readonly BatchPolicy _batches = BatchPolicy.Default;
    private readonly int _processors = processors ?? Environment.ProcessorCount;

    // Loading is measured while it is the only one; whoever waits longer than this loads unmeasured, so that one that hangs holds up no other.
    private static readonly TimeSpan TurnTimeout = TimeSpan.FromSeconds(10);

    private Task _turn = Task.CompletedTask;
    private long _sessionsCreated;

    /// <summary>Sessions created since the process started.</summary>
    public long SessionsCreated => Interlocked.Read(ref _sessionsCreated);

    /// <summary>Loads one version and runs it until it is warm.</summary>
    /// <returns>Refusal: <c>model_rejected</c> with what the runtime or the check of its signature says.</returns>
    public async Task<Outcome<LoadedModel>> LoadAsync(string path, PreparedVersion version, CancellationToken cancellationToken)
    {
        var mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var before = Interlocked.Exchange(ref _turn, mine.Task);
        try
        {
            await before.WaitAsync(TurnTimeout, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return await Task.Run(() => Load(path, version, before.IsCompleted, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            mine.SetResult();
        }
    }

    /// <summary>The same on the calling thread and no other, whoever else loads.</summary>
    internal Outcome<LoadedModel> LoadHere(string path, PreparedVersion version) => Load(path, version, isAlone: true, CancellationToken.None);

    private Outcome<LoadedModel> Load(string path, PreparedVersion version, bool isAlone, CancellationToken cancellationToken)
    {
        ModelSessions? sessions = null;
        LanePool? lanes = null;
        try
        {
            if (File.Exists(path) && MemoryAdmission.Check(version, new FileInfo(path).Length) is { } tooLarge)
                return tooLarge;

            var cost = LoadCost.Begin(isAlone, time);
            sessions = new ModelSessions(path, version);
            cancellationToken.ThrowIfCancellationRequested();
            var made = Make(path, sessions, version, cost, ref lanes);
            Interlocked.Add(ref _sessionsCreated, sessions.Count);
            if (made.IsAccepted)
                (sessions, lanes) = (null, null);
            return made;
        }
        catch (OrtException e)
        {
            return new Refusal(RefusalCodes.ModelRejected, $"The runtime cannot load {version.Model} version {version.Version}: {e.Message}");
        }
        finally
        {
            lanes?.Dispose();
            sessions?.Dispose();
        }
    }

    private Outcome<LoadedModel> Make(string path, ModelSessions sessions, PreparedVersion version, LoadCost cost, ref LanePool? lanes)
    {
        var signature = ModelSignature.Of(sessions[0]);
        if (!signature.IsAccepted)
            return signature.Refusal;

        var predictions = PredictionReader.Of(version.Reading, signature.Value);
        if (!predictions.IsAccepted)
            return predictions.Refusal;

        var runTimes = new RunTimes();
        using (var first = new InferenceLane(sessions, signature.Value, time, session: 0))
        {
            if (ModelWarmUp.Run(first, signature.Value, runTimes, time) is { } refusal)
                return refusal;
        }

        var policy = _batches.For(sessions[0].ModelMetadata.CustomMetadataMap).Within(signature.Value);
        var known = FindingsOf(path, policy.MaximumRows);
        SessionTrial.Run(sessions, signature.Value, runTimes.Average, version.SizeBytes, _processors, time, known?.Sessions);
        var runtime = new SessionRuntime(sessions, signature.Value, time);
        lanes = new LanePool(runtime);
        var runsInBatches = known?.RunsInBatches ?? BatchCheck.Passes(lanes, signature.Value, policy.MaximumRows);
        if (known is null && disk is not null)
            LoadFindingsFile.Note.Write(disk, path, new LoadFindings(OrtEnv.Instance().GetVersionString(), _processors, policy.MaximumRows, sessions.Count, runsInBatches));

        var batcher = runsInBatches ? new Batcher(lanes, policy, runTimes, time) : null;
        return new LoadedModel(version, runtime, signature.Value, predictions.Value, lanes, runTimes, batcher)
        {
            LoadTime = cost.Elapsed,
            MemoryBytes = cost.Bytes,
        };
    }

    private LoadFindings? FindingsOf(string path, int maximumRows) =>
        disk is not null && LoadFindingsFile.Note.Read(disk, path) is { } found && found.HoldFor(OrtEnv.Instance().GetVersionString(), _processors, maximumRows) ? found : null;
}
