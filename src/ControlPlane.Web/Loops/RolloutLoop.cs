using System.Diagnostics;
using System.Threading.Channels;
using ControlPlane.Data.Hosting;
using ControlPlane.Data.Replicas;
using ControlPlane.Data.Rollouts;
using ControlPlane.Domain.Actors;
using ControlPlane.Domain.Replicas;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Web.Features.Analysis;
using ControlPlane.Web.Features.Rollouts;
using ControlPlane.Web.Observability;
using ControlPlane.Web.Realtime;

namespace ControlPlane.Web.Loops;

/// <summary>
/// Moves rollouts: every second, and at once when an agent reports or a person commands, it reads the facts of each active rollout,
/// lets the engine decide, and has the decision applied.
/// </summary>
internal sealed partial class RolloutLoop(
    RolloutQueries rollouts, RolloutFactsReader facts, ExternalMeasurements external, HookAnswers hooks, RolloutChanges changes, ILeadership leadership, ChangeBell bell,
    LoopTimes times, EventCounts counts, RolloutSpans spans, TimeProvider clock, ILogger<RolloutLoop> logger)
    : BackgroundService
{
    private const int LongestChain = 20;
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    // What is decided outside is void when the rollout has changed until it is applied; the next look decides anew.
    private static readonly Contracts.Outcomes.Refusal Overtaken = new(RolloutRefusals.ChangedMeanwhile, "The rollout changed while the decision was made.");

    private readonly Channel<bool> _rung = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var agents = bell.Subscribe(ChangeTopic.Agents, null, RingAsync);
        using var commanded = bell.Subscribe(ChangeTopic.Rollouts, null, RingAsync);
        using var timer = clock.CreateTimer(_ => _rung.Writer.TryWrite(true), null, Period, Period);
        while (await _rung.Reader.WaitToReadAsync(stoppingToken))
        {
            _rung.Reader.TryRead(out _);
            if (leadership.IsLeader)
                await times.MeasureAsync("rollouts", () => MoveAsync(stoppingToken));
        }
    }

    private async Task MoveAsync(CancellationToken cancellation)
    {
        foreach (var rollout in await ListAsync(cancellation))
            await MoveAsync(rollout, cancellation);
    }

    private Task RingAsync()
    {
        _rung.Writer.TryWrite(true);
        return Task.CompletedTask;
    }

    private async Task<IReadOnlyList<RolloutName>> ListAsync(CancellationToken cancellation)
    {
        try
        {
            var active = await rollouts.ListActiveIdsAsync(cancellation);
            var ids = active.Select(r => r.Id).ToHashSet(StringComparer.Ordinal);
            external.Keep(ids);
            hooks.Keep(ids);

            // One at a time at an endpoint: those that wait come when it is free, the oldest first.
            var busy = active.Where(r => r.Phase != RolloutPhase.Pending).Select(r => r.Endpoint).ToHashSet(StringComparer.Ordinal);
            return [.. active.Where(r => r.Phase != RolloutPhase.Pending || busy.Add(r.Endpoint))];
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or OutOfMemoryException)) // The edge of the loop: the next second asks again.
        {
            LogListFailed(exception);
            return [];
        }
    }

    private async Task MoveAsync(RolloutName rollout, CancellationToken cancellation)
    {
        try
        {
            var present = await rollouts.FindAsync(rollout.Id, cancellation);
            for (var move = 0; move < LongestChain && present is not null; move++)
            {
                if (await facts.ReadAsync(present, cancellation) is not { } read)
                    return;
                var now = read with { External = external.Of(present), Hook = hooks.Of(present) };
                external.Ask(present, now);
                hooks.Ask(present);
                var decision = RolloutEngine.Decide(present, now, clock.GetUtcNow());
                if (!decision.HasEffect || !await ApplyAsync(present, decision, cancellation))
                    return;
                present = await rollouts.FindAsync(present.Id, cancellation);
            }
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or OutOfMemoryException)) // The edge of the loop: one rollout must not stop the others.
        {
            LogMoveFailed(rollout.Id, rollout.Endpoint, exception);
        }
    }

    private async Task<bool> ApplyAsync(Rollout seen, RolloutDecision decision, CancellationToken cancellation)
    {
        using var span = spans.Deciding(seen, decision);
        var outcome = await changes.RunAsync(
            seen.Id,
            asked: null,
            Actor.Automatic,
            decision.IsEvent ? decision.Sentence : "",
            (rollout, _) => rollout.ConcurrencyVersion == seen.ConcurrencyVersion ? decision : Overtaken,
            cancellation);
        if (outcome.IsAccepted && decision.Trigger is { } trigger)
        {
            LogMoved(seen.Id, seen.Endpoint, trigger, decision.Sentence);
            counts.Decided(trigger);
        }
        else if (outcome.Refusal is { } refusal)
        {
            span?.SetStatus(ActivityStatusCode.Error, refusal.Code);
            if (refusal.Code is not (RolloutRefusals.ChangedMeanwhile or LeaseRefusals.NotLeader or DataRefusals.Unreachable))
                LogRefused(seen.Id, seen.Endpoint, refusal.Code, refusal.Sentence);
        }

        return outcome.IsAccepted;
    }

    [LoggerMessage(1700, LogLevel.Information, "Rollout {Rollout} of {Endpoint}: {Trigger}. {Sentence}")]
    private partial void LogMoved(string rollout, string endpoint, RolloutTrigger trigger, string sentence);

    [LoggerMessage(1701, LogLevel.Error, "Rollout {Rollout} of {Endpoint} could not be moved ({Code}): {Sentence}")]
    private partial void LogRefused(string rollout, string endpoint, string code, string sentence);

    [LoggerMessage(1702, LogLevel.Error, "Rollout {Rollout} of {Endpoint} could not be looked after; the next second tries again.")]
    private partial void LogMoveFailed(string rollout, string endpoint, Exception exception);

    [LoggerMessage(1703, LogLevel.Error, "Active rollouts could not be read; the next second tries again.")]
    private partial void LogListFailed(Exception exception);
}
