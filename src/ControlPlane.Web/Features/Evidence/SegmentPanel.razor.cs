using ControlPlane.Data.Telemetry;
using ControlPlane.Domain.Analysis.Comparisons;
using ControlPlane.Domain.Analysis.Templates;
using ControlPlane.Domain.Experiments;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Domain.Rollouts.Steps;
using ControlPlane.Web.Features.Rollouts;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Evidence;

/// <summary>For whom a challenger is more often right, by segment; nothing while no label of a challenger has come back, or where the strategy's own panel says it.</summary>
public sealed partial class SegmentPanel
{
    private static readonly ComparedMetric Compared = new() { Metric = MetricName.Accuracy, Margin = 0.02, Alpha = 0.05 };

    private (IReadOnlyList<WindowRow> Window, bool IsSaidElsewhere)? _read;
    private string _champion = "";
    private IReadOnlyList<(string Variant, IReadOnlyList<ExploratoryEffect> Effects, string Sentence)> _found = [];

    [Parameter, EditorRequired]
    public required Rollout Rollout { get; set; }

    /// <summary>What variants did since the present traffic began; since its start of a rollout that has ended.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<WindowRow> Window { get; set; }

    private string Since => Rollout.IsTerminal ? "since its start" : "since the present traffic began";

    // Experiments and shadows have a panel of their own for whom they suit.
    private bool IsSaidElsewhere => Rollout.Strategy is RolloutStrategy.AbTest or RolloutStrategy.Shadow || Rollout.CurrentStep is ExperimentStep;

    protected override void OnParametersSet()
    {
        if (_read == (Window, IsSaidElsewhere))
            return;

        _read = (Window, IsSaidElsewhere);
        var champion = Window.FirstOrDefault(w => w.Version == Rollout.StableVersion);
        _champion = champion?.Variant ?? "";
        _found = champion is null || IsSaidElsewhere ? [] : Find(RecordedEvidence.Of(champion));
    }

    private List<(string Variant, IReadOnlyList<ExploratoryEffect> Effects, string Sentence)> Find(VariantEvidence champion)
    {
        var found = new List<(string Variant, IReadOnlyList<ExploratoryEffect> Effects, string Sentence)>();
        foreach (var row in Window.Where(w => w.Labelled > 0 && Rollout.Plan.Challengers(Rollout.StableVersion).Contains(w.Version)))
        {
            var challenger = RecordedEvidence.Of(row);
            if (ExploratoryEffects.BySegment(Compared, challenger, champion) is { Count: > 0 } effects)
                found.Add((row.Variant, effects, SegmentText.Of(effects, challenger, champion)));
        }

        return found;
    }
}
