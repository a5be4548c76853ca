using ControlPlane.Data.Telemetry;
using ControlPlane.Domain.Analysis.Comparisons;
using ControlPlane.Domain.Analysis.Templates;
using ControlPlane.Domain.Experiments;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Domain.Rollouts.Steps;
using ControlPlane.Web.Features.Endpoints;
using ControlPlane.Web.Features.Evidence;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Rollouts.Strategies;

/// <summary>An A/B test's results: is it better, by how much, how sure, since when and for whom.</summary>
public sealed partial class ExperimentPanel
{
    private (IReadOnlyList<WindowRow> Window, IReadOnlyList<ExperimentDay> Days, ExperimentStep Step)? _read;
    private IReadOnlyList<ExploratoryEffect> _bySegment = [];
    private IReadOnlyList<ExploratoryEffect> _byDay = [];

    [Inject]
    public required TimeProvider Clock { get; init; }

    [Parameter, EditorRequired]
    public required Rollout Rollout { get; set; }

    [Parameter, EditorRequired]
    public required EndpointFacts Facts { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<WindowRow> Window { get; set; }

    /// <summary>What variants did on each day.</summary>
    [Parameter]
    public IReadOnlyList<ExperimentDay> Days { get; set; } = [];

    private ExperimentStep Step => Rollout.CurrentStep as ExperimentStep ?? Rollout.Plan.Steps.OfType<ExperimentStep>().First();

    private ComparedMetric Goal => Step.Comparison.Goals[0];

    // After its end what decided stays on the page.
    private Comparison? Seen => Rollout.CurrentStep is ExperimentStep && Rollout.Gate?.Comparison is { } present
        ? present
        : Rollout.Runs.LastOrDefault(r => r.Concluded is not null)?.Concluded;

    private IReadOnlyList<ExperimentAnswer> Answers => ExperimentAnswers.Of(Seen, Step.PrimaryMetric, Rollout.StratumSince, Clock.GetUtcNow());

    private int Challenger => Rollout.Plan.Challengers(Rollout.StableVersion)[0];

    private IEnumerable<ArmLine> Arms => Rollout.Plan.Challengers(Rollout.StableVersion).Prepend(Rollout.StableVersion)
        .Select(version => Window.FirstOrDefault(w => w.Version == version) is { } row
            ? ArmLine.Of(row.Variant, row, Step.PrimaryMetric)
            : ArmLine.Of($"v{version}", null, Step.PrimaryMetric));

    private string? Segment => Rollout.Plan.Steps.OfType<RulesStep>().FirstOrDefault() is { Rules: [var rule, ..] } ? RuleText.WhoOf(rule) : null;

    protected override void OnParametersSet()
    {
        if (_read == (Window, Days, Step))
            return;

        _read = (Window, Days, Step);
        _bySegment = ExploratoryEffects.BySegment(Goal, OfVersion(Window, Challenger), OfVersion(Window, Rollout.StableVersion));
        _byDay = ExploratoryEffects.ByPart(Goal, [.. Days.Select(d => ($"Day {d.Number}", OfVersion(d.Rows, Challenger), OfVersion(d.Rows, Rollout.StableVersion)))]);
    }

    private static VariantEvidence OfVersion(IReadOnlyList<WindowRow> rows, int version) =>
        rows.FirstOrDefault(r => r.Version == version) is { } row ? RecordedEvidence.Of(row) : VariantEvidence.None;
}
