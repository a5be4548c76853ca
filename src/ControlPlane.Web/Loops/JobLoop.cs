using ControlPlane.Data.Jobs;
using ControlPlane.Data.Replicas;
using ControlPlane.Domain.Actors;
using ControlPlane.Web.Features.Jobs;
using ControlPlane.Web.Hosting;
using Microsoft.Extensions.Options;

namespace ControlPlane.Web.Loops;

/// <summary>What batch jobs need beside agents: results become stored predictions, scheduled jobs are run again, old ones are removed.</summary>
internal sealed partial class JobLoop(
    JobQueries jobs, PredictionPublisher predictions, JobRepetition repetition, RemoveJobCommand remove, IOptions<JobOptions> options, ILeadership leadership, TimeProvider clock, ILogger<JobLoop> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (!leadership.IsLeader)
                continue;
            try
            {
                foreach (var job in await jobs.ToStoreAsync(stoppingToken))
                    await predictions.PublishAsync(job, stoppingToken);
                await repetition.RunAsync(stoppingToken);
                await RemoveOldAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is not (OperationCanceledException or OutOfMemoryException)) // The edge of the loop: the next period tries again.
            {
                LogFailed(exception);
            }
        }
    }

    private async Task RemoveOldAsync(CancellationToken cancellation)
    {
        foreach (var job in await jobs.EndedBeforeAsync(clock.GetUtcNow() - options.Value.Keep, cancellation))
            await remove.RunAsync(job.Id, Actor.Automatic, cancellation);
    }

    [LoggerMessage(2120, LogLevel.Error, "Batch jobs could not be looked after; the next period tries again.")]
    private partial void LogFailed(Exception exception);
}
