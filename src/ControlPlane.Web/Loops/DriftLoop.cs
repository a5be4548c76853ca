using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Drift;
using ControlPlane.Data.Endpoints;
using ControlPlane.Data.Replicas;
using ControlPlane.Data.Webhooks;
using ControlPlane.Data.Writing;
using ControlPlane.Domain.Drift;
using ControlPlane.Web.Features.Drift;
using ControlPlane.Web.Observability;
using ControlPlane.Web.Realtime;

namespace ControlPlane.Web.Loops;

/// <summary>
/// Measures drift: looks whether a window of an endpoint is over, freezes references that have rows enough, and raises the alert.
/// What a hold needs is read by the loop of rollouts. Every replica looks, for its screens; the leader alone freezes and alerts.
/// </summary>
internal sealed partial class DriftLoop(
    EndpointQueries endpoints, LiveReferences live, DriftReader reader, ReferenceStore references, StateWriter writer, ILeadership leadership, ChangeBell bell, LoopTimes times, TimeProvider clock, ILogger<DriftLoop> logger)
    : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await times.MeasureAsync("drift", () => LookAsync(stoppingToken));
    }

    private async Task LookAsync(CancellationToken cancellation)
    {
        foreach (var endpoint in await ListAsync(cancellation))
            await LookAsync(endpoint, cancellation);
    }

    private async Task<IReadOnlyList<EndpointRow>> ListAsync(CancellationToken cancellation)
    {
        try
        {
            return await endpoints.ListAsync(cancellation);
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or OutOfMemoryException)) // The edge of the loop: the next period tries again.
        {
            LogListFailed(exception);
            return [];
        }
    }

    private async Task LookAsync(EndpointRow endpoint, CancellationToken cancellation)
    {
        try
        {
            var collected = live.Collected(endpoint.Name);
            if (leadership.IsLeader)
                await live.RunAsync(endpoint, cancellation);
            var before = reader.Find(endpoint.Name);
            var now = await reader.ReadAsync(endpoint, cancellation);
            if (leadership.IsLeader)
                await TellAsync(endpoint, before, now, cancellation);
            if (!ReferenceEquals(before, now) || !collected.SequenceEqual(live.Collected(endpoint.Name)))
                bell.Ring(ChangeTopic.Drift, endpoint.Name);
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or OutOfMemoryException)) // The edge of the loop: one endpoint must not stop the others.
        {
            LogLookFailed(endpoint.Name, exception);
        }
    }

    private async Task TellAsync(EndpointRow endpoint, DriftAssessment? before, DriftAssessment now, CancellationToken cancellation)
    {
        var known = before?.Verdict.Origin ?? DriftOrigin.None;
        if (known == now.Verdict.Origin || endpoint.Settings.Drift.Action == DriftAction.None)
            return;
        if (!now.IsAlarmed)
        {
            LogOver(endpoint.Name);
            return;
        }

        LogAlarmed(endpoint.Name, now.Verdict.Sentence);
        var against = await references.InForceAsync(endpoint.Name, cancellation);
        await writer.RunAsync<int>(
            (context, _) =>
            {
                context.Announce(Announcements.Of(endpoint, against, now, clock.GetUtcNow()));
                return Task.FromResult<Outcome<int>>(1);
            },
            cancellation);
    }

    [LoggerMessage(1500, LogLevel.Warning, "Endpoint {Endpoint} drifts. {Sentence}")]
    private partial void LogAlarmed(string endpoint, string sentence);

    [LoggerMessage(1501, LogLevel.Information, "Endpoint {Endpoint} no longer drifts.")]
    private partial void LogOver(string endpoint);

    [LoggerMessage(1502, LogLevel.Error, "Drift of {Endpoint} could not be measured; the next period tries again.")]
    private partial void LogLookFailed(string endpoint, Exception exception);

    [LoggerMessage(1503, LogLevel.Error, "Endpoints could not be read to measure their drift; the next period tries again.")]
    private partial void LogListFailed(Exception exception);
}
