using ControlPlane.AgentHost.Inference;
using ControlPlane.AgentHost.Inference.Batching;
using ControlPlane.AgentHost.Vetting;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Contracts.Routing;

namespace ControlPlane.AgentHost.Workers;

/// <summary>Makes a verified file ready to answer in a process of its own. Thread-safe.</summary>
internal sealed class WorkerLoader(AgentExecutable program, WorkerSettings settings, ILogger<WorkerLoader> logger)
{
    /// <summary>Starts the process, which loads the version and warms it up.</summary>
    /// <returns>Refusals: as <see cref="WorkerProcess.StartAsync"/>, and <c>model_rejected</c> where the model's outputs are not read as declared.</returns>
    public async Task<Outcome<LoadedModel>> LoadAsync(string path, PreparedVersion version, CancellationToken cancellationToken)
    {
        var launch = new WorkerLaunch(program, settings.Folder, path, version);
        var started = await WorkerProcess.StartAsync(launch, cancellationToken).ConfigureAwait(false);
        if (!started.IsAccepted)
            return started.Refusal;

        var process = started.Value;
        var ready = process.Ready;
        var signature = ModelSignature.Of(ready.Inputs, ready.Outputs);
        var predictions = signature.Then(s => PredictionReader.Of(version.Reading, s));
        if (!predictions.IsAccepted)
        {
            process.Dispose();
            return predictions.Refusal;
        }

        var runTimes = new RunTimes();
        runTimes.Add(ready.RunTime);
        var worker = new ModelWorker(launch, process, signature.Value, runTimes, settings, logger).Keep();
        var lanes = new LanePool(worker);
        var policy = new BatchPolicy(ready.MaximumRows, ready.MaximumDelay);
        logger.WorkerReady(version.Model, version.Version, process.Id, ready.Sandbox);
        return new LoadedModel(
            version, worker, signature.Value, predictions.Value, lanes, runTimes, policy.MaximumRows > 1 ? new Batcher(lanes, policy, runTimes, settings.Time) : null)
        {
            LoadTime = ready.LoadTime,
            MemoryBytes = ready.MemoryBytes,
        };
    }
}
