using ControlPlane.Domain.Shadows;
using ControlPlane.Web.Components;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Rollouts.Strategies;

/// <summary>One shadow's comparison in words, by pair of labels, and by segment.</summary>
public sealed partial class ShadowDetails
{
    private const int MostLabels = 8;

    [Parameter, EditorRequired]
    public required ShadowReport Report { get; set; }

    /// <summary>Name of the champion.</summary>
    [Parameter, EditorRequired]
    public required string Champion { get; set; }

    private IReadOnlyList<string> Labels => [.. Report.Matrix.Labels.Take(MostLabels)];

    private string Overlap => Report.TopOverlap is { } overlap
        ? $"{Wording.Percent(overlap)} of them are the same, on average over {Wording.Count(Report.Ranked, "row")}."
        : "Not estimable: no row was ranked by both.";

    private string Copies =>
        $"{Wording.Count(Report.Pairs)} answered by both, {Wording.Count(Report.Failed)} failed, {Wording.Count(Report.Invalid)} invalid, {Wording.Count(Report.ChampionInvalid)} with an invalid answer of the champion, {Wording.Count(Report.Dropped)} dropped.";

    private string Disagreement
    {
        get
        {
            var most = Report.Matrix.Disagreements is [var pair, ..]
                ? $"Most often {Champion} says '{pair.Champion}' and {Report.Variant} '{pair.Shadow}': {Wording.Count(pair.Count, "row")}."
                : "They never differ by name.";
            var hidden = Report.Matrix.Labels.Count - Labels.Count;
            return hidden == 0 ? most : $"{most} {Wording.Count(hidden, "rarer label")} not shown.";
        }
    }

    private string SegmentSummary => Report.Notable is [var worst, ..]
        ? $"{worst.Segment} agrees less than the others, beyond chance."
        : "No segment agrees less than the others beyond chance.";

    private string Against(SegmentAgreement segment) => double.IsNaN(segment.PValue) ? "nothing to compare with"
        : Report.Notable.Contains(segment) ? "agrees less"
        : "no difference beyond chance";

    private static string Sentence(string words) => $"{char.ToUpperInvariant(words[0])}{words[1..]}.";
}
