using ControlPlane.Domain.Drift;
using ControlPlane.Web.Components;

namespace ControlPlane.Web.Features.Drift;

/// <summary>What drift looks like. Pure.</summary>
public static class DriftLook
{
    /// <summary>How urgent an assessment is.</summary>
    /// <param name="assessment">What was seen.</param>
    /// <param name="action">What the endpoint chose.</param>
    public static StatusKind KindOf(DriftAssessment assessment, DriftAction action) => assessment.Verdict switch
    {
        { Origin: DriftOrigin.None, Judged: 0 } => StatusKind.Unknown,
        { Origin: DriftOrigin.None } => StatusKind.Fine,
        _ => action == DriftAction.None ? StatusKind.Watching : StatusKind.NeedsYou,
    };

    /// <summary>The assessment as it stands on a chip.</summary>
    public static string WordOf(DriftAssessment assessment) => assessment.Verdict switch
    {
        { Origin: DriftOrigin.None, Judged: 0 } => "Not judged yet",
        { Origin: DriftOrigin.None } => "Steady",
        { Origin: DriftOrigin.Callers } => "Inputs moved",
        { Origin: DriftOrigin.Assignment } => "Inputs moved for some",
        { Origin: DriftOrigin.Challenger } => "Predictions moved",
        { Origin: DriftOrigin.Unseen } => "Predictions moved",
        var verdict => throw new InvalidOperationException($"{verdict.Origin} has no look."),
    };

    /// <summary>CSS class and sign of a cell of the map; the sign says the same as the colour.</summary>
    public static (string CssClass, string Sign) CellOf(DriftScore? score) => score switch
    {
        null => ("heat-none", ""),
        { NotEstimable: not null } => ("heat-few", "·"),
        { IsMoved: true } => ("heat-moved", "▲"),
        { } s when s.Index > s.Limit => ("heat-far", "?"),
        { } s when s.Index > s.Limit / 2 => ("heat-near", "~"),
        _ => ("heat-steady", ""),
    };
}
