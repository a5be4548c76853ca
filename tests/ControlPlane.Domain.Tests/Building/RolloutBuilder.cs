using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Routing;
using ControlPlane.Domain.Actors;
using ControlPlane.Domain.Analysis.Templates;
using ControlPlane.Domain.Analysis.Templates.Sources;
using ControlPlane.Domain.Bandits;
using ControlPlane.Domain.Drift;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Domain.Models;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Domain.Rollouts.Recipes;

namespace ControlPlane.Domain.Tests.Building;

/// <summary>A rollout with its endpoint, three agents that do at once what they are told, and a clock that moves by hand.</summary>
internal sealed class RolloutBuilder : IEvidence
{
    private readonly Dictionary<int, VariantEvidence> _conduct = [];
    private DateTimeOffset _routedAt;

    public static readonly Actor Ada = new("ada", ChangeWay.Ui);
    public static readonly Actor Bob = new("bob", ChangeWay.Ui);

    public DateTimeOffset Now { get; private set; } = Moment.Noon;

    public InferenceEndpoint Endpoint { get; private set; } = EndpointBuilder.AnEndpoint();

    public Rollout Rollout { get; private set; } = null!;

    /// <summary>Agents that confirm nothing while it is false.</summary>
    public bool AgentsFollow { get; set; } = true;

    /// <summary>How long agents take to confirm a new routing.</summary>
    public TimeSpan AgentsDelay { get; set; }

    public int Agents { get; set; } = 3;

    public int ReachableAgents { get; set; } = 3;

    public IReadOnlyList<TripReport> Trips { get; set; } = [];

    public string? Refuses { get; set; }

    public Domain.Schedules.ChangeSchedule Schedule { get; set; } = Domain.Schedules.ChangeSchedule.Always;

    public DriftStanding? Drift { get; set; }

    public ExternalReadings External { get; set; } = ExternalReadings.None;

    /// <summary>Answers the question of a gate by webhook when it is due: whether it agrees, and what it says; null answers nothing.</summary>
    public Func<(bool IsAgreed, string Said)>? Service { get; set; }

    /// <summary>What versions earned with answers whose time is over; null means the conduct.</summary>
    public Func<int, VariantEvidence>? Earned { get; set; }

    /// <summary>What versions earned, slice by slice; null means <see cref="Earned"/>.</summary>
    public Func<RewardHistory>? Earnings { get; set; }

    public List<RolloutDecision> Decisions { get; } = [];

    /// <summary>What happened, move by move.</summary>
    public List<string> Transcript { get; } = [];

    /// <summary>Takes rollout and endpoint away after every change and gives back what a new process would read.</summary>
    public Func<InferenceEndpoint, Rollout, (InferenceEndpoint Endpoint, Rollout Rollout)>? Restart { get; set; }

    public static IReadOnlyList<ModelVersion> Versions { get; } = AModel().Versions;

    public static RecipeFacts Recipes { get; } = new() { StableVersion = 1, Versions = Versions, Agents = ["a1", "a2", "a3"], UsualHold = TimeSpan.FromSeconds(60) };

    public static RolloutDraft ACanary => new() { Strategy = RolloutStrategy.Canary, Versions = [2], Steps = [1_000], Hold = TimeSpan.FromSeconds(60) };

    public static RolloutBuilder Started(RolloutDraft draft, Func<RolloutPlan, RolloutPlan>? change = null)
    {
        var plan = Recipe.Compile(draft, Recipes).Value;
        var world = new RolloutBuilder();
        world.Healthy(1).Healthy(2).Healthy(3);
        world.Rollout = Rollout.Accept(
            new RolloutOrder { Id = "r1", Endpoint = "pets", Pool = "production", Model = "pets", StableVersion = 1, Salt = "s2", Plan = change?.Invoke(plan) ?? plan, Baseline = world._conduct[1] },
            Ada,
            world.Now);
        return world;
    }

    /// <summary>From now on something has moved.</summary>
    public RolloutBuilder Drifts(DriftOrigin origin, DriftAction policy)
    {
        Drift = new DriftStanding(new DriftVerdict(origin, [new DriftSubject("v2", null)], 1, 1, "Something moved."), Now, policy);
        return this;
    }

    public RolloutBuilder Healthy(int version, long requests = 10_000) => Conducts(version, new VariantEvidence { Requests = requests, LatencyP50 = 2, LatencyP95 = 4, LatencyP99 = 6 });

    public RolloutBuilder Failing(int version, double share, long requests = 10_000) => Conducts(
        version, new VariantEvidence { Requests = requests, Errors = (long)(requests * share), LatencyP50 = 2, LatencyP95 = 4, LatencyP99 = 6 });

    /// <summary>A healthy version whose labels came back.</summary>
    public static VariantEvidence ALabelledVersion(double accuracy) =>
        new() { Requests = 10_000, LatencyP50 = 2, LatencyP95 = 4, LatencyP99 = 6, Labelled = 5_000, Correct = (long)(5_000 * accuracy) };

    public RolloutBuilder Conducts(int version, VariantEvidence evidence)
    {
        _conduct[version] = evidence;
        return this;
    }

    /// <summary>Lets the engine decide and applies it, until there is nothing to do.</summary>
    public RolloutBuilder Settle()
    {
        for (var move = 0; move < 50; move++)
        {
            var decision = RolloutEngine.Decide(Rollout, Facts(), Now);
            Decisions.Add(decision);
            if (!decision.HasEffect)
                return this;
            Apply(decision, Actor.Automatic);
        }

        throw new InvalidOperationException($"Never settles: {Decisions[^1]}");
    }

    /// <summary>Time passes second by second.</summary>
    public RolloutBuilder Pass(TimeSpan time)
    {
        for (var end = Now + time; Now < end;)
        {
            Now += TimeSpan.FromSeconds(1);
            Settle();
        }

        return this;
    }

    /// <summary>Time passes at once, and the engine looks only at its end.</summary>
    public RolloutBuilder Skip(TimeSpan time)
    {
        Now += time;
        return Settle();
    }

    public RolloutBuilder PassUntil(Func<Rollout, bool> isReached)
    {
        Settle();
        for (var second = 0; second < 100_000 && !isReached(Rollout); second++)
            Pass(TimeSpan.FromSeconds(1));
        Assert.True(isReached(Rollout), $"not reached: {Rollout.Phase} at step {Rollout.Step}: {Decisions[^1].Sentence}");
        return this;
    }

    public RolloutFacts Facts() => new()
    {
        Agents = [.. Enumerable.Range(1, Agents).Select(Standing)],
        RouteRevision = Endpoint.RouteRevision,
        Champion = (Endpoint.Variants.FirstOrDefault(v => v is { Role: VariantRole.Baseline, Weight: > 0 }) ?? Endpoint.Champion).Name,
        Challengers = Endpoint.Variants.Where(v => v.Role is VariantRole.Challenger or VariantRole.Shadow).ToDictionary(v => v.Version, v => v.Name),
        Evidence = this,
        Rewards = Earnings?.Invoke() ?? new RewardHistory { Slices = [.. Endpoint.Variants.Select(v => RewardSlice.Of(v.Version, Now, Endpoint.RouteRevision, Earned?.Invoke(v.Version) ?? ((IEvidence)this).Of(v.Name, null)))] },
        External = External,
        Hook = Service is not null && HookRule.IsDue(Rollout, Now) && Service() is var (isAgreed, said) ? new HookReading(Now, isAgreed, said) : null,
        Schedule = Schedule,
        Drift = Drift,
    };

    /// <summary>Goes on with what a new process would read.</summary>
    public void Reload(Func<InferenceEndpoint, Rollout, (InferenceEndpoint Endpoint, Rollout Rollout)> restart) => (Endpoint, Rollout) = restart(Endpoint, Rollout);

    /// <summary>Applies what a person asked for.</summary>
    public RolloutBuilder Do(ControlPlane.Contracts.Outcomes.Outcome<RolloutDecision> asked, Actor actor)
    {
        var decision = asked.Match(d => d, r => throw new InvalidOperationException(r.ToString()));
        if (decision.HasEffect)
            Apply(decision, actor);
        Decisions.Add(decision);
        return this;
    }

    public TripReport ATrip(string variant = "v2", int version = 2) => new()
    {
        Endpoint = "pets",
        Variant = variant,
        Version = version,
        RouteRevision = Endpoint.RouteRevision,
        Guard = GuardKind.ErrorShare,
        Limit = 0.2,
        Observed = 0.55,
        Requests = 40,
        WindowSeconds = 10,
        FirstHarmAt = Now - TimeSpan.FromSeconds(1),
        TrippedAt = Now,
    };

    public string Split => string.Join(", ", Endpoint.Variants.Where(v => v.Weight > 0).Select(v => $"{v.Name} {v.Weight}"));

    Completeness IEvidence.Completeness => new() { Share = 1, Agents = 1, Reporting = 1, OldestGap = TimeSpan.Zero };

    VariantEvidence IEvidence.Of(string variant, TimeSpan? window) =>
        Endpoint.Variants.FirstOrDefault(v => v.Name == variant) is { } found ? _conduct.GetValueOrDefault(found.Version, VariantEvidence.None) : VariantEvidence.None;

    private void Apply(RolloutDecision decision, Actor actor)
    {
        var revision = Endpoint.RouteRevision;
        _ = Rollout.Apply(Endpoint, decision, actor, Now).Value;
        _routedAt = Endpoint.RouteRevision == revision ? _routedAt : Now;
        Transcript.Add($"{Now:HH:mm:ss} {Rollout.Phase} {Rollout.Step} {Split} r{Endpoint.RouteRevision}: {decision.Sentence}");
        if (Restart is not null)
            (Endpoint, Rollout) = Restart(Endpoint, Rollout);
    }

    private AgentStanding Standing(int number) => new()
    {
        Id = $"a{number}",
        Name = $"agent-{number}",
        IsReachable = number <= ReachableAgents,
        RouteRevision = !AgentsFollow ? 0 : Now - _routedAt < AgentsDelay ? Endpoint.RouteRevision - 1 : Endpoint.RouteRevision,
        Versions = Enumerable.Range(1, 4).ToDictionary(v => v, v => Loaded(v, number)),
        Trips = number == 1 ? Trips : [],
    };

    private LoadedVersion Loaded(int version, int agent) => new()
    {
        Model = "pets",
        Version = version,
        Digest = "d",
        State = Refuses is not null && agent == 1 && version == 2 ? PreparationState.Refused : PreparationState.Ready,
        RefusalCode = Refuses,
        Reason = Refuses is null ? null : "the file is broken",
    };

    private static RegisteredModel AModel() => RegisteredModelBuilder.AModel("pets", 4);
}
