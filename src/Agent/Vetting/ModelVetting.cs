using ControlPlane.AgentHost.Artifacts;
using ControlPlane.AgentHost.Inference;
using ControlPlane.AgentHost.Inference.Golden;
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
    /// <returns>Refusals: <c>model_rejected</c> with what became of the trial, <c>golden_mismatch</c>, and those of <see cref="VettingProcess.RunAsync"/>, <see cref="ModelLoader.LoadAsync"/> and <see cref="WorkerLoader.LoadAsync"/>.</returns>
    /// <param name="file">The model's file.</param>
    /// <param name="version">What the table says about it.</param>
    /// <param name="golden">File of its golden set; null when it has none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Outcome<LoadedModel>> LoadAsync(string file, PreparedVersion version, string? golden, CancellationToken cancellationToken)
    {
        if (await FindProblemAsync(file, version, golden, cancellationToken) is { } refusal)
            return refusal;
        var loaded = await (version.Isolation == ModelIsolation.Process ? workers.LoadAsync(file, version, cancellationToken) : load.LoadAsync(file, version, cancellationToken));
        if (!loaded.IsAccepted || golden is null)
            return loaded;

        // Where it serves there are more sessions than where it was tried, and perhaps rows that are run together.
        if (await Task.Run(() => GoldenCheck.Run(golden, loaded.Value), cancellationToken) is not { } mismatch)
            return loaded;
        await loaded.Value.DisposeAsync();
        return mismatch;
    }

    /// <inheritdoc />
    public void Dispose() => _turn.Dispose();

    private async Task<Refusal?> FindProblemAsync(string path, PreparedVersion version, string? golden, CancellationToken cancellationToken)
    {
        if (KnownOf(path, version) is { } known)
            return RefusalOf(known);

        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (KnownOf(path, version) is { } found)
                return RefusalOf(found);
            if (disk.LengthOf(path) is not { } length)
                return null;

            var report = await process.RunAsync(path, version, VettingLimits.Of(length), cancellationToken, golden);
            if (!report.IsAccepted)
                return report.Refusal;

            var verdict = new VettingVerdict(_runtime, report.Value.Problem, report.Value.Sandbox, report.Value.Code, version.Golden?.Digest);
            VettingFile.Note.Write(disk, path, verdict);
            logger.Vetted(version.Model, version.Version, verdict.Problem ?? "sound", verdict.Sandbox);
            return RefusalOf(verdict);
        }
        finally
        {
            _turn.Release();
        }
    }

    private VettingVerdict? KnownOf(string path, PreparedVersion version) =>
        VettingFile.Note.Read(disk, path) is { } known && known.Runtime == _runtime && known.Golden == version.Golden?.Digest ? known : null;

    private static Refusal? RefusalOf(VettingVerdict verdict) => verdict.Problem is null ? null : new Refusal(verdict.Code ?? RefusalCodes.ModelRejected, verdict.Problem);
}
