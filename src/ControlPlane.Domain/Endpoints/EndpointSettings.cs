using ControlPlane.Contracts.Routing;
using ControlPlane.Domain.Analysis.Quality;
using ControlPlane.Domain.Drift;
using ControlPlane.Domain.Naming;
using ControlPlane.Domain.Schedules;

namespace ControlPlane.Domain.Endpoints;

/// <summary>How an endpoint answers beside its split. Immutable.</summary>
public sealed record EndpointSettings
{
    /// <summary>Most segment attributes.</summary>
    public const int MaximumSegmentAttributes = 3;

    /// <summary>Longest name of a header, cookie, parameter, attribute or class, characters.</summary>
    public const int MaximumText = 100;

    /// <summary>Most declared mistake costs.</summary>
    public const int MaximumMistakeCosts = 400;

    /// <summary>Where the routing key comes from.</summary>
    public RoutingKeySource RoutingKey { get; init; } = RoutingKeySource.Default;

    /// <summary>Null means that no guard runs on the agents.</summary>
    public GuardLimits? Guards { get; init; }

    /// <summary>Null means that the stable variant answers in place of one that cannot.</summary>
    public FallbackAnswer? Fallback { get; init; }

    /// <summary>Attributes whose values telemetry counts, at most <see cref="MaximumSegmentAttributes"/>.</summary>
    public IReadOnlyList<string> SegmentAttributes { get; init; } = [];

    /// <summary>The class that counts as the event in evidence, such as <c>fraud</c>; null when there is no such class.</summary>
    public string? EventClass { get; init; }

    /// <summary>What pairs of answered class and true class cost, at most <see cref="MaximumMistakeCosts"/>; what is not named costs 0.</summary>
    public IReadOnlyList<MistakeCost> MistakeCosts { get; init; } = [];

    /// <summary>What a reward for an answer may be; what lies outside is refused where it comes in. Null means any finite number.</summary>
    public RewardLimits? RewardLimits { get; init; }

    /// <summary>When automation may advance rollouts; null means any time.</summary>
    public ChangeSchedule? Schedule { get; init; }

    /// <summary>What drift is measured by and leads to.</summary>
    public DriftSettings Drift { get; init; } = new();

    /// <summary>Where its models run on the agents.</summary>
    public ModelIsolation Isolation { get; init; }

    internal void Check(IReadOnlySet<int> versions, Problems problems)
    {
        CheckText("settings.routingKey.header", RoutingKey.Header, problems);
        CheckText("settings.routingKey.cookie", RoutingKey.Cookie ?? "x", problems);
        CheckText("settings.routingKey.parameter", RoutingKey.Parameter ?? "x", problems);
        CheckText("settings.eventClass", EventClass ?? "x", problems);
        if (SegmentAttributes.Count > MaximumSegmentAttributes)
            problems.Add("settings.segmentAttributes", $"are {SegmentAttributes.Count}", $"use at most {MaximumSegmentAttributes}");
        for (var index = 0; index < SegmentAttributes.Count; index++)
            CheckText($"settings.segmentAttributes[{index}]", SegmentAttributes[index], problems);
        CheckCosts(problems);
        if (RewardLimits is { } limits && !(double.IsFinite(limits.Minimum) && double.IsFinite(limits.Maximum) && limits.Minimum < limits.Maximum))
            problems.Add("settings.rewardLimits", $"are {limits.Minimum} to {limits.Maximum}", "use finite numbers, the maximum greater than the minimum");
        Schedule?.Check("settings.schedule", problems);
        Drift.Check("settings.drift", problems);
        if (Guards is not null)
            CheckGuards("settings.guards", Guards, problems);
        if (Fallback is not null)
            CheckFallback("settings.fallback", Fallback, versions, problems);
    }

    internal static void CheckGuards(string path, GuardLimits guards, Problems problems)
    {
        CheckShare($"{path}.errorShare", guards.ErrorShare, problems);
        CheckShare($"{path}.timeoutShare", guards.TimeoutShare, problems);
        CheckShare($"{path}.invalidOutputShare", guards.InvalidOutputShare, problems);
        if (guards.LatencyP99Milliseconds is not (null or > 0 and <= 600_000))
            problems.Add($"{path}.latencyP99Milliseconds", $"is {guards.LatencyP99Milliseconds}", "use more than 0 up to 600000");
        if (guards.MinimumRequests is < 1 or > 1_000_000)
            problems.Add($"{path}.minimumRequests", $"is {guards.MinimumRequests}", "use 1 to 1000000");
        if (guards.WindowSeconds is < 1 or > 60)
            problems.Add($"{path}.windowSeconds", $"is {guards.WindowSeconds}", "use 1 to 60");
    }

    private void CheckCosts(Problems problems)
    {
        if (MistakeCosts.Count > MaximumMistakeCosts)
            problems.Add("settings.mistakeCosts", $"are {MistakeCosts.Count}", $"use at most {MaximumMistakeCosts}");
        for (var index = 0; index < MistakeCosts.Count; index++)
        {
            var (predicted, label, cost) = MistakeCosts[index];
            CheckText($"settings.mistakeCosts[{index}].predicted", predicted, problems);
            CheckText($"settings.mistakeCosts[{index}].label", label, problems);
            if (!double.IsFinite(cost))
                problems.Add($"settings.mistakeCosts[{index}].cost", $"is {cost}", "use a finite number");
            if (MistakeCosts.Take(index).Any(c => c.Predicted == predicted && c.Label == label))
                problems.Add($"settings.mistakeCosts[{index}]", $"names '{predicted}' for '{label}' a second time", "name each pair once");
        }
    }

    internal static void CheckFallback(string path, FallbackAnswer fallback, IReadOnlySet<int> versions, Problems problems)
    {
        if ((fallback.Version is null) == (fallback.Constant is null))
            problems.Add(path, "has both or neither of version and constant", "give exactly one");
        if (fallback.Version is { } version && !versions.Contains(version))
            problems.Add($"{path}.version", $"is {version}, which is not registered", $"use one of {TrafficSplit.Known(versions)}");
    }

    private static void CheckShare(string field, double? share, Problems problems)
    {
        if (share is not (null or >= 0 and <= 1))
            problems.Add(field, $"is {share}", "use a share from 0 to 1");
    }

    private static void CheckText(string field, string text, Problems problems)
    {
        if (text.Length is 0 or > MaximumText)
            problems.Add(field, $"has {text.Length} characters", $"use 1 to {MaximumText}");
    }
}
