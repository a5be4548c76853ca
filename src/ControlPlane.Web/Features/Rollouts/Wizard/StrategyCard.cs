using ControlPlane.Domain.Rollouts;

namespace ControlPlane.Web.Features.Rollouts.Wizard;

/// <summary>A strategy as it is offered: what it does and what it costs. Immutable.</summary>
/// <param name="Strategy">The strategy.</param>
/// <param name="Sentence">What it does.</param>
/// <param name="Time">How long it takes.</param>
/// <param name="Capacity">What is held twice.</param>
/// <param name="Exposed">Who meets an unproven version.</param>
/// <param name="Traits">The same for ranking.</param>
public sealed record StrategyCard(RolloutStrategy Strategy, string Sentence, string Time, string Capacity, string Exposed, StrategyTraits Traits)
{
    /// <summary>All cards in the order in which most people want them.</summary>
    public static IReadOnlyList<StrategyCard> All { get; } =
    [
        new(RolloutStrategy.Canary, "A growing share of callers gets the new version; each share must prove itself.", "minutes to hours", "both versions on every agent", "5 to 50 % of callers, step by step",
            new(Pace.Minutes, Exposure.Few, WayBackKind.Swap, Duplicates.All, ProvesFirst: false)),
        new(RolloutStrategy.BlueGreen, "The new version stands ready, is tried by a header, and then answers everybody at once.", "minutes, and a person's decision", "both versions on every agent", "nobody before the switch, everybody after",
            new(Pace.Minutes, Exposure.All, WayBackKind.Swap, Duplicates.All, ProvesFirst: true)),
        new(RolloutStrategy.Shadow, "The new version receives copies of requests; no caller ever gets its answers.", "hours to days", "both versions, and every request twice", "nobody",
            new(Pace.Hours, Exposure.None, WayBackKind.Swap, Duplicates.All, ProvesFirst: true)),
        new(RolloutStrategy.AbTest, "A fixed split and a hypothesis; one look at the planned size decides.", "days", "both versions on every agent", "up to half of the callers, all the time",
            new(Pace.Days, Exposure.Few, WayBackKind.Swap, Duplicates.All, ProvesFirst: false)),
        new(RolloutStrategy.Rolling, "Agents take the new version batch by batch.", "minutes", "both versions on one agent at a time", "all callers of the agents that changed",
            new(Pace.Minutes, Exposure.Most, WayBackKind.Swap, Duplicates.Some, ProvesFirst: false)),
        new(RolloutStrategy.CanaryRolling, "A few agents serve only the new version; more follow when it proves itself there.", "minutes to hours", "one version on each agent", "callers of a few agents, then of half",
            new(Pace.Minutes, Exposure.Few, WayBackKind.Swap, Duplicates.Some, ProvesFirst: false)),
        new(RolloutStrategy.Bandit, "Several versions answer, and weights follow the rewards that come back.", "hours to days", "every arm on every agent", "every arm at least 5 % of callers",
            new(Pace.Hours, Exposure.Few, WayBackKind.Swap, Duplicates.All, ProvesFirst: false)),
        new(RolloutStrategy.FeatureFlag, "Rules on attributes decide who gets the new version; a switch turns it off at once.", "as long as you like", "both versions on every agent", "only callers you name",
            new(Pace.Minutes, Exposure.Few, WayBackKind.Swap, Duplicates.All, ProvesFirst: false)),
        new(RolloutStrategy.Recreate, "The old version leaves before the new one comes: a gap, and never two at once.", "seconds", "nothing twice", "everybody, and nobody is answered in the gap",
            new(Pace.Minutes, Exposure.All, WayBackKind.Reload, Duplicates.None, ProvesFirst: false)),
        new(RolloutStrategy.Plan, "Shadow, then canary, then A/B test, in one plan that stops where something is wrong.", "days", "both versions on every agent", "nobody, then few, then half",
            new(Pace.Days, Exposure.Few, WayBackKind.Swap, Duplicates.All, ProvesFirst: true)),
    ];

    /// <summary>The card of a strategy.</summary>
    public static StrategyCard Of(RolloutStrategy strategy) => All.First(c => c.Strategy == strategy);
}
