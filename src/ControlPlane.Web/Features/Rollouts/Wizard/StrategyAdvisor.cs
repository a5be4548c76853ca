namespace ControlPlane.Web.Features.Rollouts.Wizard;

/// <summary>Ranks the cards by the answers to four questions: many small rules, each with points and a reason. Pure.</summary>
public static class StrategyAdvisor
{
    private static readonly Func<StrategyTraits, StrategyNeeds, (int Points, string Reason)?>[] Rules =
    [
        (t, n) => n.Soon is { } soon && t.Pace > soon ? (-3 * (t.Pace - soon), $"takes {Word(t.Pace)}, you have {Word(soon)}") : null,
        (t, n) => n.Soon == t.Pace ? (1, $"is done in {Word(t.Pace)}") : null,
        (t, n) => (n.Harm, t.Exposure) switch
        {
            (Harmfulness.Grave, Exposure.None) => (4, "no caller ever gets its answers"),
            (Harmfulness.Grave, Exposure.Few) => (2, "only few callers meet it before it is proven"),
            (Harmfulness.Grave, Exposure.Most) => (-2, "callers meet it before it is proven"),
            (Harmfulness.Grave, Exposure.All) => (-4, "everybody meets it at once"),
            (Harmfulness.Costly, Exposure.None) => (1, "no caller ever gets its answers"),
            (Harmfulness.Costly, Exposure.Few) => (3, "only few callers meet it before it is proven"),
            (Harmfulness.Costly, Exposure.All) => (-2, "everybody meets it at once"),
            (Harmfulness.Slight, Exposure.None) => (-1, "is more careful than a slight harm asks for"),
            (Harmfulness.Slight, Exposure.Most or Exposure.All) => (1, "a slight harm allows everybody at once"),
            _ => null,
        },
        (t, n) => n.Harm == Harmfulness.Grave && t.ProvesFirst ? (2, "can be judged before any ordinary caller gets it") : null,
        (t, n) => n.Return == Repair.Hard && t.ProvesFirst ? (2, "what cannot be made good is found before it happens") : null,
        (t, n) => n.Return == Repair.Hard && t.WayBack == WayBackKind.Reload ? (-3, "going back has to load the old version again") : null,
        (t, n) => n.Return == Repair.Easy && t.WayBack == WayBackKind.Swap ? (1, "going back is a swap of tables") : null,
        (t, n) => n.Spare is { } spare && t.Duplicates > spare ? (-4 * (t.Duplicates - spare), t.Duplicates == Duplicates.All ? "needs room for two versions on every agent" : "needs room for two versions on some agents") : null,
        (t, n) => n.Spare is Duplicates.None or Duplicates.Some && t.Duplicates <= n.Spare ? (2, "fits into the room there is") : null,
    ];

    /// <summary>All cards, the best first; cards that fit equally stay in their order.</summary>
    public static IReadOnlyList<RankedStrategy> Rank(StrategyNeeds needs) => [.. StrategyCard.All.Select(c => Judge(c, needs)).OrderByDescending(r => r.Score)];

    private static RankedStrategy Judge(StrategyCard card, StrategyNeeds needs)
    {
        var said = Rules.Select(rule => rule(card.Traits, needs)).OfType<(int Points, string Reason)>().ToList();
        return new RankedStrategy(card, said.Sum(s => s.Points), [.. said.OrderByDescending(s => Math.Abs(s.Points)).Select(s => s.Reason).Distinct()]);
    }

    private static string Word(Pace pace) => pace switch
    {
        Pace.Minutes => "minutes",
        Pace.Hours => "hours",
        Pace.Days => "days",
        _ => throw new InvalidOperationException($"{pace} has no word."),
    };
}
