using ControlPlane.Data.Endpoints;
using ControlPlane.Data.Replicas;
using ControlPlane.Domain.Actors;
using ControlPlane.Web.Features.Endpoints;
using ControlPlane.Web.Observability;

namespace ControlPlane.Web.Loops;

/// <summary>Lets replaced versions go when the time for which they were kept ready is over.</summary>
internal sealed partial class RetireLoop(
    EndpointQueries endpoints, EndpointChanges changes, ILeadership leadership, LoopTimes times, TimeProvider clock, ILogger<RetireLoop> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (leadership.IsLeader)
                await times.MeasureAsync("retire", () => RetireAsync(stoppingToken));
        }
    }

    private async Task RetireAsync(CancellationToken cancellation)
    {
        try
        {
            foreach (var endpoint in await endpoints.ListToRetireAsync(clock.GetUtcNow(), cancellation))
                await RetireAsync(endpoint, cancellation);
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or OutOfMemoryException)) // The edge of the loop: the next period tries again.
        {
            LogFailed(exception);
        }
    }

    // A rollout that is active may need the version before: it is let go after its end.
    private async Task RetireAsync(string name, CancellationToken cancellation) =>
        await changes.RunAsync(
            Actor.Automatic,
            "The time for which it was kept ready is over.",
            async (unit, unitCancellation) =>
            {
                if (await unit.CheckIdleAsync(name, unitCancellation) is { } busy)
                    return busy;
                var loaded = await unit.LoadAsync(name, expectedVersion: null, unitCancellation);
                return loaded.Then<EndpointDecision>(endpoint => new EndpointDecision(endpoint, endpoint.RetirePrevious(clock.GetUtcNow())));
            },
            cancellation);

    [LoggerMessage(1710, LogLevel.Error, "Replaced versions could not be let go; the next period tries again.")]
    private partial void LogFailed(Exception exception);
}
