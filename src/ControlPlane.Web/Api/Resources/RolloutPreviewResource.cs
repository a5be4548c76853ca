using ControlPlane.Web.Features.Rollouts;

namespace ControlPlane.Web.Api.Resources;

/// <summary>What a rollout would do. Immutable.</summary>
internal sealed record RolloutPreviewResource
{
    public required IReadOnlyList<PreviewedStepResource> Steps { get; init; }

    /// <summary>Changes of the routing by step; steps that only wait or look are left out.</summary>
    public required IReadOnlyList<PreviewedDiffResource> Diff { get; init; }

    public required double MinimumSeconds { get; init; }

    public required int Gates { get; init; }

    public required int LargestShare { get; init; }

    public required bool HasGap { get; init; }

    public required IReadOnlyList<string> Agents { get; init; }

    public required IReadOnlyList<string> Warnings { get; init; }

    public static RolloutPreviewResource Of(RolloutPreview preview) => new()
    {
        Steps = [.. preview.Steps.Select(s => new PreviewedStepResource(s.Index, RolloutStepResource.KindOf(s.Step), s.Step.Title, s.Step.MinimumTime.TotalSeconds, s.ChallengerShare))],
        Diff = [.. preview.Steps.Where(s => s.MovesTraffic).Select(s => new PreviewedDiffResource(s.Index, s.Before.SplitInWords(), s.After.SplitInWords()))],
        MinimumSeconds = preview.Prepared.Forecast.MinimumTime.TotalSeconds,
        Gates = preview.Prepared.Forecast.Gates,
        LargestShare = preview.Prepared.Forecast.LargestShare,
        HasGap = preview.Prepared.Forecast.HasGap,
        Agents = [.. preview.Prepared.Agents.Select(a => a.Name)],
        Warnings = preview.Prepared.Plan.Warnings,
    };
}
