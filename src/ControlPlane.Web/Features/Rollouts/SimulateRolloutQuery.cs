using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Contracts.Routing;
using ControlPlane.Data;
using ControlPlane.Data.Bandits;
using ControlPlane.Data.Telemetry;
using ControlPlane.Domain.Actors;
using ControlPlane.Domain.Bandits;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Domain.Rollouts.Recipes;
using ControlPlane.Domain.Rollouts.Steps;
using ControlPlane.Web.Api;
using ControlPlane.Web.Features.Endpoints;
using Microsoft.EntityFrameworkCore;

namespace ControlPlane.Web.Features.Rollouts;

/// <summary>
/// Replays a plan against recorded series with the same engine that runs rollouts: agents confirm at once, persons promote at once,
/// and evidence is what the versions really did. Changes nothing. A singleton, thread-safe.
/// </summary>
public sealed class SimulateRolloutQuery(RolloutPreparation preparation, SeriesQueries series, RewardQueries rewards, IDbContextFactory<StateContext> contexts)
{
    /// <summary>Length of one look at the past.</summary>
    public static readonly TimeSpan Slice = TimeSpan.FromSeconds(10);

    /// <summary>Longest span.</summary>
    public static readonly TimeSpan LongestSpan = TimeSpan.FromHours(6);

    private static readonly Actor Person = new("simulated person", ChangeWay.Automatic);

    /// <summary>The simulation, or why the rollout could not start.</summary>
    public async Task<Outcome<RolloutSimulation>> RunAsync(string endpointName, RolloutDraft draft, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation)
    {
        if (to <= from || to - from > LongestSpan)
            return Refusal.OfField(ApiRefusals.QueryMalformed, "from", $"to 'to' is {(to - from).TotalMinutes:0} min", $"replay more than 0 and at most {LongestSpan.TotalHours:0} h");
        var prepared = await preparation.RunAsync(endpointName, draft, cancellation);
        if (prepared.Refusal is { } refusal)
            return refusal;
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        if (await context.Endpoints.AsNoTracking().FirstOrDefaultAsync(e => e.Name == endpointName, cancellation) is not { } copy)
            return EndpointUnit.NotFound(endpointName);

        var slices = new List<(DateTimeOffset End, IReadOnlyList<WindowRow> Rows)>();
        var reward = await rewards.MetricAsync(new RewardStretch(endpointName, from, to, 0), cancellation);
        for (var start = from; start < to; start += Slice)
            slices.Add((start + Slice, await series.WindowAsync(endpointName, start, start + Slice, 0, reward, cancellation)));
        return Replay(prepared.Value.Plan, copy, slices, from, to);
    }

    private static RolloutSimulation Replay(
        RolloutPlan plan, InferenceEndpoint copy, IReadOnlyList<(DateTimeOffset End, IReadOnlyList<WindowRow> Rows)> slices, DateTimeOffset from, DateTimeOffset to)
    {
        var rollout = Rollout.Accept(
            new RolloutOrder { Id = "simulation", Endpoint = copy.Name, Pool = copy.Pool, Model = copy.Model, StableVersion = copy.StableVersion, Salt = copy.Salt, Plan = plan },
            Person,
            from);
        var moves = new List<SimulatedMove>();
        for (var now = from; now <= to && !rollout.IsTerminal; now += Slice)
        {
            for (var look = 0; look <= plan.Steps.Count * 3 && Step(rollout, copy, slices, now) is { } sentence; look++)
                moves.Add(new SimulatedMove(now, rollout.Phase, rollout.Step, sentence));
            if (rollout.Phase is RolloutPhase.RollingBack || rollout.Phase is RolloutPhase.Paused)
                break;
        }

        return new RolloutSimulation(from, to, rollout.Phase, rollout.Step, Conclude(rollout, moves), moves);
    }

    // One decision; null when there is nothing left to do at this moment. A person at a gate promotes at once.
    private static string? Step(Rollout rollout, InferenceEndpoint copy, IReadOnlyList<(DateTimeOffset End, IReadOnlyList<WindowRow> Rows)> slices, DateTimeOffset now)
    {
        if (rollout.Phase == RolloutPhase.RollingBack || rollout.IsTerminal)
            return null;
        var facts = FactsOf(rollout, copy, slices, now);
        var isGate = rollout.Phase == RolloutPhase.Paused && rollout.Pauses.All(p => p.Code == PauseCode.Gate);
        var decision = isGate ? RolloutVerbs.Promote(rollout, facts, Person, "").Match(d => d, r => RolloutDecision.Wait(r.Sentence)) : RolloutEngine.Decide(rollout, facts, now);
        if (!decision.HasEffect || rollout.Apply(copy, decision, Person, now).Refusal is not null)
            return null;
        return decision.Sentence;
    }

    private static RolloutFacts FactsOf(Rollout rollout, InferenceEndpoint copy, IReadOnlyList<(DateTimeOffset End, IReadOnlyList<WindowRow> Rows)> slices, DateTimeOffset now) => new()
    {
        Agents =
        [
            .. AgentsOf(rollout.Plan).Select(id => new AgentStanding
            {
                Id = id,
                Name = id,
                IsReachable = true,
                RouteRevision = long.MaxValue,
                Versions = rollout.Plan.Challengers(rollout.StableVersion).Append(rollout.StableVersion).ToDictionary(
                    v => v, v => new LoadedVersion { Model = copy.Model, Version = v, Digest = "", State = PreparationState.Ready }),
            }),
        ],
        RouteRevision = copy.RouteRevision,
        Champion = copy.Champion.Name,
        Challengers = copy.Variants.Where(v => v.Role is VariantRole.Challenger or VariantRole.Shadow).DistinctBy(v => v.Version).ToDictionary(v => v.Version, v => v.Name),
        Rewards = RewardsOf(rollout, slices, now),
        Hook = new HookReading(now, IsAgreed: true, "nobody was asked in a simulation"),
        Evidence = new RecordedTimeline(slices, copy.Variants.ToDictionary(v => v.Name, v => v.Version), rollout.StratumSince ?? now, now),
    };

    private static RewardHistory RewardsOf(Rollout rollout, IReadOnlyList<(DateTimeOffset End, IReadOnlyList<WindowRow> Rows)> slices, DateTimeOffset now) =>
        rollout.CurrentStep is not BanditStep step ? RewardHistory.None : new RewardHistory
        {
            Slices =
            [
                .. slices.Where(s => s.End - Slice >= rollout.Run!.BeganAt && s.End <= now - step.AttributionWindow)
                    .SelectMany(s => s.Rows.Select(r => RewardSlice.Of(r.Version, s.End - (Slice / 2), rollout.StratumRevision, RecordedEvidence.Of(r)))),
            ],
        };

    private static List<string> AgentsOf(RolloutPlan plan)
    {
        var named = plan.Steps.SelectMany(s => s is PrepareStep { Agents: { } agents } ? agents : []).Distinct().ToList();
        return named.Count > 0 ? named : ["every-agent"];
    }

    private static string Conclude(Rollout rollout, List<SimulatedMove> moves) => rollout.Phase switch
    {
        RolloutPhase.Succeeded => $"Would have succeeded after {moves.Count} moves.",
        RolloutPhase.RollingBack => $"Would have been taken back at step {rollout.Step + 1} ({rollout.CurrentStep!.Title}), because {Lower(rollout.Sentence)}",
        RolloutPhase.Paused => $"Would have stopped at step {rollout.Step + 1} ({rollout.CurrentStep!.Title}), because {Lower(rollout.Sentence)}",
        _ => $"Would still be at step {rollout.Step + 1} ({rollout.CurrentStep?.Title ?? "the start"}) when the recorded span ends.",
    };

    private static string Lower(string sentence) => sentence.Length > 1 && char.IsLower(sentence[1]) ? char.ToLowerInvariant(sentence[0]) + sentence[1..] : sentence;
}
