using ControlPlane.Data.Telemetry;
using ControlPlane.Domain.Analysis.Comparisons;
using ControlPlane.Domain.Analysis.Templates;
using ControlPlane.Domain.Experiments;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Web.Features.Rollouts;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Evidence;

/// <summary>For whom a challenger is more often right, by segment; nothing while no label of a challenger has come back.</summary>
public sealed partial class SegmentPanel
{
    private static readonly ComparedMetric Compared = new() { Metric = MetricName.Accuracy, Margin = 0.02, Alpha = 0.05 };

    [Parameter, EditorRequired]
    public required Rollout Rollout { get; set; }

    /// <summary>What variants did since the present step began.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<WindowRow> Window { get; set; }

    private WindowRow Champion => Window.First(w => w.Version == Rollout.StableVersion);

    private IReadOnlyList<(string Variant, IReadOnlyList<ExploratoryEffect> Effects)> Found => Window.Any(w => w.Version == Rollout.StableVersion)
        ? [.. Window.Where(w => w.Labelled > 0 && Rollout.Plan.Challengers(Rollout.StableVersion).Contains(w.Version))
            .Select(w => (w.Variant, ExploratoryEffects.BySegment(Compared, RecordedEvidence.Of(w), RecordedEvidence.Of(Champion))))
            .Where(f => f.Item2.Count > 0)]
        : [];

    private VariantEvidence Evidence(string variant) => RecordedEvidence.Of(Window.First(w => w.Variant == variant));
}
