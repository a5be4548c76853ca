using ControlPlane.AgentHost.Artifacts;
using ControlPlane.AgentHost.Inference;
using ControlPlane.AgentHost.Workers;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Contracts.Routing;
using ControlPlane.OnnxRuntime;

namespace ControlPlane.AgentHost.Vetting;

/// <summary>
/// Loads nothing into this process that has not been loaded and run in a throw-away one before: the runtime is native code that has crashed on hostile files,
/// several times while loading. A verdict is kept beside the file. Thread-safe.
/// </summary>
/// <param name="process">Tries a file.</param>
/// <param name="load">What comes after a good verdict.</param>
/// <param name="workers">The same for versions that run in a process of their own.</param>
/// <param name="disk">Keeps verdicts.</param>
/// <param name="logger">Told each verdict.</param>
internal sealed class ModelVetting(VettingProcess process, ModelLoader load, WorkerLoader workers, IDisk disk, ILogger<ModelVetting> logger) : IDisposable
{
    private readonly string _runtime = OrtEnv.Instance().GetVersionString();

    // One at a time: a flood of hostile files gets one process.
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Tries a verified file where that was not done before, then loads it.</summary>
    /// <returns>Refusal: <c>model_rejected</c> with what became of the trial, and those of <see cref="VettingProcess.RunAsync"/>, <see cref="ModelLoader.LoadAsync"/> and <see cref="WorkerLoader.LoadAsync"/>.</returns>
    public async Task<Outcome<LoadedModel>> LoadAsync(string path, PreparedVersion version, CancellationToken cancellationToken)
    {
        if (await FindProblemAsync(path, version, cancellationToken) is { } refusal)
            return refusal;
        return await (version.Isolation == ModelIsolation.Process ? workers.LoadAsync(path, version, cancellationToken) : load.LoadAsync(path, version, cancellationToken));
    }

    /// <inheritdoc />
    public void Dispose() => _turn.Dispose();

    private async Task<Refusal?> FindProblemAsync(string path, PreparedVersion version, CancellationToken cancellationToken)
    {
        if (KnownOf(path) is { } known)
            return RefusalOf(known);

        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (KnownOf(path) is { } found)
                return RefusalOf(found);
            if (disk.LengthOf(path) is not { } length)
                return null;

            var report = await process.RunAsync(path, version, VettingLimits.Of(length), cancellationToken);
            if (!report.IsAccepted)
                return report.Refusal;

            var verdict = new VettingVerdict(_runtime, report.Value.Problem, report.Value.Sandbox);
            VettingFile.Note.Write(disk, path, verdict);
            logger.Vetted(version.Model, version.Version, verdict.Problem ?? "sound", verdict.Sandbox);
            return RefusalOf(verdict);
        }
        finally
        {
            _turn.Release();
        }
    }

    private VettingVerdict? KnownOf(string path) => VettingFile.Note.Read(disk, path) is { } known && known.Runtime == _runtime ? known : null;

    private static Refusal? RefusalOf(VettingVerdict verdict) => verdict.Problem is null ? null : new Refusal(RefusalCodes.ModelRejected, verdict.Problem);
}
