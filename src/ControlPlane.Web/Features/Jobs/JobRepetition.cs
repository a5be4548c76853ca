using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Endpoints;
using ControlPlane.Data.Jobs;
using ControlPlane.Domain.Actors;
using ControlPlane.Domain.Jobs;
using ControlPlane.Domain.Jobs.Rows;
using ControlPlane.Web.Hosting;

namespace ControlPlane.Web.Features.Jobs;

/// <summary>Runs scheduled jobs again, on the version that is stable then; not while the run before is under way. A singleton, thread-safe.</summary>
public sealed partial class JobRepetition(
    JobQueries jobs, EndpointQueries endpoints, JobMappings mappings, JobChanges changes, IdSource ids, TimeProvider clock, ILogger<JobRepetition> logger)
{
    /// <summary>Begins every run that is due.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        foreach (var job in await jobs.ScheduledAsync(cancellation))
            await RunAsync(job, cancellation);
    }

    private async Task RunAsync(BatchJob job, CancellationToken cancellation)
    {
        if (await jobs.NewestRunAsync(job.Id, cancellation) is not { } last || last.Phase == JobPhase.Running)
            return;
        if (await endpoints.FindAsync(job.Endpoint, cancellation) is not { } endpoint || !job.Schedule!.IsDue(last.Version, endpoint.StableVersion, clock.GetUtcNow()))
            return;

        var run = await DraftAsync(job, endpoint, cancellation);
        if (run.IsAccepted)
        {
            await changes.RepeatAsync(job.Id, run.Value, cancellation);
            return;
        }

        // Its turn is over although nothing was run: the next one may meet another version.
        LogRefused(job.Id, endpoint.StableVersion, run.Refusal.Sentence);
        await changes.RunAsync(
            job.Id,
            action: null,
            Actor.Automatic,
            (_, owner, _) =>
            {
                owner.Repeated(clock.GetUtcNow());
                return Task.FromResult<Refusal?>(null);
            },
            cancellation);
    }

    private async Task<Outcome<JobDraft>> DraftAsync(BatchJob job, EndpointRow endpoint, CancellationToken cancellation)
    {
        var signature = await mappings.SignatureAsync(endpoint.Model, endpoint.StableVersion, cancellation) ?? throw new InvalidOperationException($"The stable version of {endpoint.Name} is gone.");
        if (InputMapping.Create(signature, job.Settings, job.Header).Refusal is { } unfit)
            return unfit;
        var chunks = await jobs.ChunksAsync(job.Id, cancellation);
        return new JobDraft
        {
            Id = ids.NewId(),
            Endpoint = job.Endpoint,
            Pool = job.Pool,
            Model = job.Model,
            Version = endpoint.StableVersion,
            Name = job.Name,
            InputDigest = job.InputDigest,
            InputBytes = job.InputBytes,
            Header = job.Header,
            Chunks = [.. chunks.Select(c => c.Range)],
            Settings = job.Settings,
            StartedBy = Actor.Automatic.Name,
            ScheduledBy = job.Id,
        };
    }

    [LoggerMessage(2110, LogLevel.Warning, "The scheduled batch job {Job} was not run again on v{Version}: {Sentence}")]
    private partial void LogRefused(string job, int version, string sentence);
}
