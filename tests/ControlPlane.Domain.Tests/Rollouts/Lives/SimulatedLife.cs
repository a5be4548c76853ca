using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Routing;
using ControlPlane.Domain.Actors;
using ControlPlane.Domain.Analysis.Templates;
using ControlPlane.Domain.Bandits;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Domain.Models;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Domain.Rollouts.Recipes;
using ControlPlane.Domain.Rollouts.Steps;
using ControlPlane.Domain.Routing;
using ControlPlane.Domain.Tests.Building;

namespace ControlPlane.Domain.Tests.Rollouts.Lives;

/// <summary>One rollout from start to end: a fleet on fake time, random faults and random clicks, all from one seed. After every step the invariants are checked.</summary>
internal sealed class SimulatedLife : IEvidence
{
    private static readonly IReadOnlyList<ModelVersion> Versions = RegisteredModelBuilder.AModel("pets", 4).Versions;
    private static readonly Actor Person = new("ada", ChangeWay.Ui);

    private readonly Random _random;
    private readonly double _faultRate;
    private readonly double[] _errorShare;
    private readonly List<SimulatedAgent> _fleet;
    private readonly InferenceEndpoint _endpoint = EndpointBuilder.AnEndpoint();
    private DateTimeOffset _now = Moment.Noon;
    private long _revision;
    private long _traffic;
    private int _harm;
    private RoutingTable? _published;

    /// <param name="seed">The same seed is the same life.</param>
    /// <param name="agents">Size of the fleet.</param>
    /// <param name="faultRate">Chance of each agent to be lost or to come back, each second.</param>
    /// <param name="draft">What is rolled out; null means what the seed says.</param>
    /// <param name="change">What is taken out of the plan, to see that the invariants notice; null leaves it whole.</param>
    public SimulatedLife(int seed, int agents, double faultRate, RolloutDraft? draft = null, Func<RolloutPlan, RolloutPlan>? change = null)
    {
        _random = new Random(seed);
        _faultRate = faultRate;
        _errorShare = [0, 0.001, Pick(0.001, 0.001, 0.06, 0.5), Pick(0.001, 0.06, 0.5), 0.001];
        _fleet = [.. Enumerable.Range(1, agents).Select(n => new SimulatedAgent($"a{n}", _random))];
        Draft = draft ?? Pick(LifeDrafts.All);
        var plan = Recipe.Compile(Draft, new RecipeFacts
        {
            StableVersion = 1,
            Versions = Versions,
            Agents = [.. _fleet.Select(a => a.Id)],
            UsualHold = TimeSpan.FromSeconds(20),
        }).Value;
        Rollout = Rollout.Accept(
            new RolloutOrder { Id = "r", Endpoint = "pets", Pool = "production", Model = "pets", StableVersion = 1, Salt = "s", Plan = change?.Invoke(plan) ?? plan, Baseline = Conduct(1) }, Person, _now);
        for (var second = 0; second < 10; second++)
            _fleet.ForEach(a => a.Live(Publish(), 0, v => _errorShare[v]));
    }

    public RolloutDraft Draft { get; }

    public Rollout Rollout { get; }

    /// <summary>What was ever broken; empty in a good life.</summary>
    public List<string> Broken { get; } = [];

    public List<string> History { get; } = [];

    /// <summary>Whether a guard of the product is taken out, to see that the invariants notice.</summary>
    public Func<RolloutDecision, RolloutDecision> Sabotage { get; init; } = d => d;

    /// <summary>Whether steps that judge or ask are walked over, as an engine without its gates would.</summary>
    public bool SkipsGates { get; init; }

    /// <summary>Whether agents route by a new table before they have loaded what it routes to, so that only the engine's own waiting is left.</summary>
    public bool HasHastyAgents { get; init; }

    /// <summary>Whether the engine is told that every version is ready everywhere.</summary>
    public bool IsToldAllReady { get; init; }

    /// <summary>Longest time in seconds for which callers met a version that fails more than a twentieth of them.</summary>
    public int LongestHarm { get; private set; }

    /// <summary>Share of a version's requests that fail.</summary>
    public double ErrorShareOf(int version) => _errorShare[version];

    /// <summary>Lives until the end, or for so many seconds.</summary>
    public SimulatedLife Live(int seconds)
    {
        for (var second = 0; second < seconds && !Rollout.IsTerminal; second++)
        {
            _now += TimeSpan.FromSeconds(1);
            _traffic = _random.NextDouble() < 0.02 ? 0 : 200;
            var table = Publish();
            foreach (var agent in _fleet)
                agent.Live(table, _faultRate, v => _errorShare[v], HasHastyAgents);
            _harm = _fleet.Any(a => a.Serving().Any(v => _errorShare[v] > 0.05)) ? _harm + 1 : 0;
            LongestHarm = Math.Max(LongestHarm, _harm);
            if (_random.NextDouble() < 0.02)
                Click();
            for (var move = 0; move < 10; move++)
            {
                var decision = SkipsGates && Rollout is { Phase: RolloutPhase.Progressing, CurrentStep: AnalyseStep or ExperimentStep or BanditStep or HoldStep }
                    ? WalkOver()
                    : Sabotage(RolloutEngine.Decide(Rollout, Facts(), _now));
                if (!decision.HasEffect)
                    break;
                Apply(decision, Actor.Automatic);
            }
        }

        if (Rollout.IsTerminal)
            CheckTerminal();
        return this;
    }

    Completeness IEvidence.Completeness => new() { Share = 1, Agents = 1, Reporting = 1, OldestGap = TimeSpan.Zero };

    VariantEvidence IEvidence.Of(string variant, TimeSpan? window) =>
        _endpoint.Variants.FirstOrDefault(v => v.Name == variant) is { } found ? Conduct(found.Version) : VariantEvidence.None;

    private VariantEvidence Conduct(int version) => _traffic == 0 && version != 1
        ? VariantEvidence.None
        : new VariantEvidence
        {
            Requests = 2_000,
            Errors = (long)(2_000 * _errorShare[version]),
            LatencyP50 = 2,
            LatencyP95 = 4,
            LatencyP99 = 6,
            Labelled = 2_000,
            Correct = (long)(2_000 * (version == 2 ? 0.95 : 0.9)),
        };

    private RolloutDecision WalkOver()
    {
        var next = Rollout.Plan.Steps.ElementAtOrDefault(Rollout.Step + 1);
        return new RolloutDecision { Trigger = next?.Trigger ?? RolloutTrigger.Complete, Step = next is null ? null : Rollout.Step + 1, Sentence = "Nobody looked." };
    }

    private void Click()
    {
        var facts = Facts();
        var split = TrafficSplit.Create([new VariantShare(1, 7_000), new VariantShare(Draft.Versions.Count > 0 ? Draft.Versions[0] : 2, 3_000)], EndpointBuilder.Versions).Value;
        var asked = _random.Next(12) switch
        {
            0 or 1 or 2 => RolloutVerbs.Promote(Rollout, facts, Person, "go"),
            3 => RolloutVerbs.PromoteFull(Rollout, facts, Person, "in a hurry"),
            4 => RolloutVerbs.Pause(Rollout, Person, "wait"),
            5 or 6 => RolloutVerbs.Resume(Rollout, Person, "go on"),
            7 => RolloutVerbs.Abort(Rollout, Person, "no"),
            8 => RolloutVerbs.Undo(Rollout, _endpoint, Person, _now),
            9 => RolloutVerbs.SetWeights(Rollout, split, Person, "by hand"),
            10 => RolloutVerbs.Kill(Rollout, Person, "off"),
            _ => RolloutVerbs.RollBack(Rollout, Person, "back", _now),
        };
        if (asked is { IsAccepted: true, Value.HasEffect: true })
            Apply(asked.Value, Person);
    }

    private void Apply(RolloutDecision decision, Actor actor)
    {
        var stable = _endpoint.StableVersion;
        var step = Rollout.CurrentStep;
        var outcome = Rollout.Apply(_endpoint, decision, actor, _now);
        _published = null;
        if (outcome.Refusal is { } refusal)
        {
            Break($"a decision was illegal: {refusal}");
            return;
        }

        if (decision.IsEvent)
            History.Add($"{_now:HH:mm:ss} {actor.Name} {decision.Trigger} → {Rollout.Phase} {Rollout.Step}: {decision.Sentence}");
        if (actor == Actor.Automatic && decision.Numbers.Count == 0 && IsJudgement(decision, step))
            Break($"'{decision.Sentence}' has no numbers");
        Check(decision, stable);
    }

    // What takes a version back, and what a step that judges ends by, rests on something measured.
    private static bool IsJudgement(RolloutDecision decision, RolloutStep? step) =>
        decision.Trigger == RolloutTrigger.RollBack || (step is AnalyseStep or ExperimentStep or BanditStep && decision.Outcome == StepOutcome.Done);

    private void Check(RolloutDecision decision, int stableBefore)
    {
        if (string.IsNullOrWhiteSpace(decision.Sentence))
            Break("a move has no reason");
        if (_endpoint.Variants.Sum(v => v.Weight) != TrafficWeight.Whole)
            Break($"weights sum to {_endpoint.Variants.Sum(v => v.Weight)}");
        if (_endpoint.Variants.Count(v => v.Role == VariantRole.Champion) != 1 || _endpoint.Champion.Version != _endpoint.StableVersion)
            Break("the champion does not serve the stable version");
        if (stableBefore == Rollout.StableVersion && _endpoint.StableVersion != stableBefore && !IsProven())
            Break($"v{_endpoint.StableVersion} became stable without evidence");
        var gone = _fleet.Count(a => a.InForce?.IsSuspended == true);
        if (Draft.Strategy == RolloutStrategy.Rolling && gone > (Draft.MaxUnavailable ?? 0))
            Break($"{gone} agents are out of service, {Draft.MaxUnavailable ?? 0} may be");
        var table = Publish();
        foreach (var agent in _fleet)
            Check(agent, agent.ViewOf(table));
    }

    private void Check(SimulatedAgent agent, RoutingTable view)
    {
        var endpoint = view.Endpoints.Single();
        var prepared = view.Prepare.Select(p => p.Version).ToHashSet();
        if (!endpoint.IsSuspended && endpoint.Variants.Where(v => v.Weight > 0).Any(v => !prepared.Contains(v.Version)))
            Break($"{agent.Id} is told to route to a version that it is not told to prepare");
        if (agent.Serving().Any(v => !agent.Loaded.Contains(v)))
            Break($"{agent.Id} serves a version that is not loaded there");

        // Only what says so beforehand may leave the stable version.
        var mayLeave = Draft.Strategy == RolloutStrategy.Recreate || Draft.MaxUnavailable > 0 || _endpoint.StableVersion != Rollout.StableVersion || Rollout.IsTerminal;
        if (!mayLeave && !prepared.Contains(Rollout.StableVersion))
            Break($"{agent.Id} may let go the version to go back to");
    }

    private void CheckTerminal()
    {
        var revision = _endpoint.RouteRevision;
        var decision = RolloutEngine.Decide(Rollout, Facts(), _now.AddDays(1));
        if (decision.HasEffect || _endpoint.RouteRevision != revision)
            Break("a terminal rollout moves");
        if (Rollout.Phase == RolloutPhase.Succeeded && !Rollout.Plan.Steps.Any(s => s is TearDownStep) && _fleet.Any(a => a.Created.Values.Any(c => c > 1)))
            Break("a version was loaded twice, although it was only promoted");
        if (Rollout.Phase is RolloutPhase.RolledBack or RolloutPhase.Aborted && _endpoint.StableVersion != 1)
            Break("it ended, but not on the stable version");
    }

    // Evidence, a person's recorded decision, or a strategy that has no evidence by nature.
    private bool IsProven() =>
        !Rollout.Plan.HasEvidence
        || Rollout.Runs.Any(r => r.Outcome == StepOutcome.Skipped)
        || Rollout.Runs.Any(r => r.Outcome == StepOutcome.Done && Rollout.Plan.Steps[r.Step] is AnalyseStep or ExperimentStep or BanditStep or HoldStep { Duration: null });

    private RolloutFacts Facts() => new()
    {
        Agents = [.. _fleet.Select(a => IsToldAllReady ? a.Standing() with { Versions = a.AllReady } : a.Standing())],
        RouteRevision = _endpoint.RouteRevision,
        Champion = _endpoint.Champion.Name,
        Challengers = _endpoint.Variants.Where(v => v.Role is VariantRole.Challenger or VariantRole.Shadow).ToDictionary(v => v.Version, v => v.Name),
        Evidence = this,
        Rewards = new RewardHistory { Slices = [.. _endpoint.Variants.Select(v => RewardSlice.Of(v.Version, _now, _endpoint.RouteRevision, Conduct(v.Version)))] },
    };

    // Only what is applied changes the endpoint, so the table in between is the same one.
    private RoutingTable Publish() => _published ??= Plan();

    private RoutingTable Plan()
    {
        var facts = new PoolFacts
        {
            ClusterId = "c",
            Pool = "production",
            Position = new TablePosition(1, ++_revision),
            Endpoints = [_endpoint],
            Versions = Versions,
        };
        return RoutingTablePlanner.Plan(facts).Match(t => t, r => throw new InvalidOperationException($"{r}\n{string.Join('\n', History)}"));
    }

    private void Break(string what) => Broken.Add($"{_now:HH:mm:ss} {Draft.Strategy} {Rollout.Phase} {Rollout.Step}: {what}");

    private T Pick<T>(params T[] choices) => choices[_random.Next(choices.Length)];
}
