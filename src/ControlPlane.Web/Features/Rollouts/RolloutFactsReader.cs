using ControlPlane.Contracts.Routing;
using ControlPlane.Data.Agents;
using ControlPlane.Data.Bandits;
using ControlPlane.Data.Endpoints;
using ControlPlane.Data.Telemetry;
using ControlPlane.Domain.Agents;
using ControlPlane.Domain.Analysis.Templates;
using ControlPlane.Domain.Bandits;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Domain.Rollouts.Steps;
using ControlPlane.Domain.Schedules;
using ControlPlane.Web.Features.Drift;
using ControlPlane.Web.Realtime;

namespace ControlPlane.Web.Features.Rollouts;

/// <summary>Reads everything a decision about a rollout rests on. A singleton, thread-safe.</summary>
public sealed class RolloutFactsReader(
    EndpointQueries endpoints,
    AgentQueries agents,
    SeriesQueries series,
    RewardHistories rewards,
    CompletenessQueries completeness,
    DriftReader drift,
    AgentPresence presence,
    TimeProvider clock)
{
    /// <summary>How far back the champion's conduct before a start is read.</summary>
    public static readonly TimeSpan BaselineLength = TimeSpan.FromSeconds(60);

    /// <summary>The facts now; null when the endpoint is gone.</summary>
    public async Task<RolloutFacts?> ReadAsync(Rollout rollout, CancellationToken cancellation)
    {
        if (await endpoints.FindAsync(rollout.Endpoint, cancellation) is not { } endpoint)
            return null;
        var standings = await StandingsAsync(endpoint.Pool, endpoint.Name, endpoint.Model, cancellation);
        var compared = endpoint.Variants.FirstOrDefault(v => v is { Role: VariantRole.Baseline, Weight: > 0 }) ?? endpoint.Variants.First(v => v.Role == VariantRole.Champion);
        return new RolloutFacts
        {
            Agents = standings,
            RouteRevision = endpoint.RouteRevision,
            Champion = compared.Name,
            Challengers = endpoint.Variants.Where(v => v.Role is VariantRole.Challenger or VariantRole.Shadow)
                .DistinctBy(v => v.Version).ToDictionary(v => v.Version, v => v.Name),
            Weights = WeightsOf(rollout, endpoint),
            Evidence = new CostedEvidence(await EvidenceAsync(rollout, standings, endpoint.Settings.EventClass, cancellation), endpoint.Settings.MistakeCosts),
            Rewards = await RewardsAsync(rollout, cancellation),
            Drift = drift.StandingOf(endpoint),
            Schedule = endpoint.Settings.Schedule ?? ChangeSchedule.Always,
        };
    }

    /// <summary>Members of a pool as they stand towards an endpoint, by name.</summary>
    public async Task<IReadOnlyList<AgentStanding>> StandingsAsync(string pool, string endpoint, string model, CancellationToken cancellation)
    {
        var members = await agents.MembersAsync(cancellation);
        var now = clock.GetUtcNow();
        return
        [
            .. members.Where(a => a.Pool == pool).OrderBy(a => a.Name, StringComparer.Ordinal).ThenBy(a => a.Id.Value, StringComparer.Ordinal).Select(a => new AgentStanding
            {
                Id = a.Id.Value,
                Name = a.Name,
                IsReachable = a.LastContactAt is { } contact && now - contact < AgentHealthRule.LostAfter,
                ClockOffset = a.ClockOffset,
                CommittedUntil = presence.CommittedUntil(a.Id.Value),
                RouteRevision = a.Endpoints.FirstOrDefault(e => e.Endpoint == endpoint)?.RouteRevision ?? 0,
                Versions = a.Versions.Where(v => v.Model == model).ToDictionary(v => v.Version),
                Trips = [.. a.Trips.Where(t => t.Endpoint == endpoint)],
            }),
        ];
    }

    /// <summary>What the champion of an endpoint did lately.</summary>
    public async Task<VariantEvidence> ChampionAsync(string endpoint, string champion, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var rows = await series.WindowAsync(endpoint, now - BaselineLength, now, cancellation);
        return rows.FirstOrDefault(r => r.Variant == champion) is { } row ? RecordedEvidence.Of(row) : VariantEvidence.None;
    }

    // Rules and agents that switch one by one decide who gets what, whatever the weights are.
    private static Dictionary<string, int> WeightsOf(Rollout rollout, EndpointRow endpoint) =>
        rollout.Plan.Steps.Take(rollout.Step + 1).Any(s => s is RulesStep or SwitchStep { Agents: not null } or TearDownStep { Agents: not null })
            ? []
            : endpoint.Variants.Where(v => v is { Role: not VariantRole.Shadow, Weight: > 0 }).ToDictionary(v => v.Name, v => v.Weight, StringComparer.Ordinal);

    private async Task<IEvidence> EvidenceAsync(Rollout rollout, IReadOnlyList<AgentStanding> standings, string? eventClass, CancellationToken cancellation)
    {
        if (rollout.StratumSince is not { } since)
            return EmptyEvidence.Instance;

        var now = clock.GetUtcNow();
        var byWindow = new Dictionary<TimeSpan, IReadOnlyList<WindowRow>>();
        var stratum = byWindow[TimeSpan.Zero] = await series.WindowAsync(rollout.Endpoint, since, now, rollout.StratumRevision, cancellation);
        var reward = stratum is [var row, ..] ? row.RewardMetric : null;
        foreach (var window in WindowsOf(rollout))
        {
            var from = now - window < since ? since : now - window;
            byWindow[window] = await series.WindowAsync(rollout.Endpoint, from, now, rollout.StratumRevision, reward, cancellation);
        }

        var arrived = await completeness.OfAsync(rollout.Endpoint, standings, since, now, cancellation);
        return new RecordedEvidence(byWindow, arrived, eventClass);
    }

    // Only policies that move weights by themselves look past the present stratum, and only at answers that had the time to be rewarded.
    private async Task<RewardHistory> RewardsAsync(Rollout rollout, CancellationToken cancellation)
    {
        if (rollout.CurrentStep is BanditStep step)
        {
            var now = clock.GetUtcNow();
            var isMoving = rollout.Run!.Elapsed(now, rollout.PausedSince) >= step.Interval;
            return await rewards.ReadAsync(step, new RewardStretch(rollout.Endpoint, rollout.Run.BeganAt, now, rollout.TripsFrom), isMoving, cancellation);
        }

        rewards.Forget(rollout.Endpoint);
        return RewardHistory.None;
    }

    private static IEnumerable<TimeSpan> WindowsOf(Rollout rollout)
    {
        var checks = (rollout.Plan.Watch?.Checks ?? []).Concat(rollout.CurrentStep is AnalyseStep gate ? gate.Template.Checks : []);
        return checks.Select(c => c.Window).OfType<TimeSpan>().Append(BaselineLength).Distinct();
    }
}
