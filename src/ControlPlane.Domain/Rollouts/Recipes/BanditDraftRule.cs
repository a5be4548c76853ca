using ControlPlane.Domain.Endpoints;
using ControlPlane.Domain.Naming;

namespace ControlPlane.Domain.Rollouts.Recipes;

/// <summary>Whether what a person chose for a bandit can be run. Stateless.</summary>
internal static class BanditDraftRule
{
    public static void Check(string path, RolloutDraft draft, Problems problems)
    {
        if (draft.Versions.Count == 0)
            problems.Add($"{path}versions", "name no challenger, so there is one arm only", "name at least one version beside the stable one");
        CheckFloors(path, draft, problems);
        if (draft.Epsilon is { } epsilon && epsilon is not (>= 0 and <= 1))
            problems.Add($"{path}epsilon", $"is {epsilon}", "use a share from 0 to 1");
        if (draft.MaximumMove is { } move && move is < BanditRule.LeastMove or > TrafficWeight.Whole)
            problems.Add($"{path}maximumMove", $"is {move}", $"use {BanditRule.LeastMove} to {TrafficWeight.Whole} basis points");
        if (draft.EndProbability is { } end && end is not (>= 0.5 and < 1))
            problems.Add($"{path}endProbability", $"is {end}", "use a probability from 0.5 to below 1; at 1 a bandit would never end by itself");
        CheckTimes(path, draft, problems);
        draft.RewardRange?.Check($"{path}rewardRange", problems);
    }

    private static void CheckTimes(string path, RolloutDraft draft, Problems problems)
    {
        TimeSpan interval = draft.Hold ?? BanditRecipe.UsualInterval, window = draft.AttributionWindow ?? BanditRecipe.UsualWindow, horizon = draft.Horizon ?? BanditRecipe.UsualHorizon;
        if (interval < TimeSpan.FromSeconds(1))
            problems.Add($"{path}hold", $"is {interval.TotalSeconds:0.###} s between moves", "use 1 s or more");
        if (window >= horizon)
            problems.Add($"{path}attributionWindow", $"is {DurationText.Of(window)} and the horizon {DurationText.Of(horizon)}, so no reward would ever count", "use a window shorter than the horizon");
        if (draft.HalfLife is { } half && half < interval)
            problems.Add($"{path}halfLife", $"is {DurationText.Of(half)} and moves are {DurationText.Of(interval)} apart, so rewards would be forgotten before they move anything", "use the time between moves or more");
    }

    private static void CheckFloors(string path, RolloutDraft draft, Problems problems)
    {
        int floor = draft.Floor ?? BanditRule.UsualFloor, champion = draft.ChampionFloor ?? BanditRule.UsualChampionFloor;
        if (floor is < 0 or > TrafficWeight.Whole)
            problems.Add($"{path}floor", $"is {floor}", "use 0 to 10000 basis points");
        if (champion is < 0 or > TrafficWeight.Whole)
            problems.Add($"{path}championFloor", $"is {champion}", "use 0 to 10000 basis points");
        var kept = (floor * (long)draft.Versions.Count) + Math.Max(floor, champion);
        if (kept >= TrafficWeight.Whole)
        {
            problems.Add(
                $"{path}floor",
                $"of {floor} for {draft.Versions.Count} challengers and {Math.Max(floor, champion)} for the stable version keeps all {TrafficWeight.Whole} basis points, so no weight could ever move",
                "choose lower floors, so that together they are below 10000");
        }
    }
}
