using ControlPlane.Data.Telemetry;
using ControlPlane.Domain.Analysis.Templates;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Domain.Rollouts.Steps;
using ControlPlane.Domain.Shadows;
using ControlPlane.Web.Components;
using ControlPlane.Web.Features.Endpoints;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Rollouts.Strategies;

/// <summary>Challengers that receive copies, beside the champion that answers: what arrived, what was dropped, and what each predicts.</summary>
public sealed partial class ShadowPanel
{
    private const int MostLabels = 4;

    [Parameter, EditorRequired]
    public required Rollout Rollout { get; set; }

    [Parameter, EditorRequired]
    public required EndpointFacts Facts { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<WindowRow> Window { get; set; }

    /// <summary>What single requests say of each shadow, by variant.</summary>
    [Parameter]
    public IReadOnlyDictionary<string, ShadowSingles> Singles { get; set; } = new Dictionary<string, ShadowSingles>();

    private MirrorStep? Mirror => Rollout.Plan.Steps.OfType<MirrorStep>().FirstOrDefault(m => m.Versions.Count > 0);

    private TimeSpan? Time => Rollout.Runs.LastOrDefault(r => Rollout.Plan.Steps[r.Step] is MirrorStep { Versions.Count: > 0 }) is { } run
        ? (Rollout.EndedAt ?? Facts.Now) - (run.ConfirmedAt ?? run.EndedAt)
        : null;

    private IReadOnlyList<WindowRow> Rows =>
        [.. Window.Where(w => w.Variant == Facts.Champion.Name || Mirror?.Versions.Contains(w.Version) == true).OrderByDescending(w => w.Variant == Facts.Champion.Name).ThenBy(w => w.Version)];

    private IReadOnlyList<ShadowReport> Reports
    {
        get
        {
            var champion = Rows.FirstOrDefault(w => w.Variant == Facts.Champion.Name) is { } row ? RecordedEvidence.Of(row) : VariantEvidence.None;
            return [.. Rows.Where(w => w.Variant != Facts.Champion.Name).Select(w => new ShadowReport(w.Variant, RecordedEvidence.Of(w), champion, Singles.GetValueOrDefault(w.Variant)?.Truth ?? PairedLabels.None, ShadowLimits.Default))];
        }
    }

    private IReadOnlyList<string> Labels =>
        [.. Rows.SelectMany(w => w.Labels).GroupBy(l => l.Key, l => l.Value).OrderByDescending(g => g.Sum()).ThenBy(g => g.Key, StringComparer.Ordinal).Take(MostLabels).Select(g => g.Key)];

    private string Summary => Mirror is { } mirror
        ? $"{TrafficWeight.ToPercent(mirror.Share)} of requests are copied to {Wording.List([.. mirror.Versions.Select(v => $"v{v}")])}; no caller ever gets their answers. Label columns are shares of predictions."
        : "Nothing is copied.";

    private static string Latency(double? milliseconds) => milliseconds is { } known ? Wording.Milliseconds(known) : Wording.Unknown;
}
