using ControlPlane.Domain.Analysis.Templates;
using ControlPlane.Web.Components;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Rollouts;

/// <summary>One tile per check of an analysis: the value, what it is compared with, the limit, and the verdict with its reason.</summary>
public sealed partial class VerdictPanel
{
    [Parameter, EditorRequired]
    public required AnalysisRun Run { get; set; }

    [Parameter, EditorRequired]
    public required string Title { get; set; }

    /// <summary>Unique on the page.</summary>
    [Parameter, EditorRequired]
    public required string Key { get; set; }

    private const int LongestQuestion = 160;

    private DateTimeOffset? MeasuredAt => Run.Checks.Max(c => c.Latest?.At);

    private static string InWords(CheckRun check, double? value) =>
        value is { } known ? MetricReader.InWords(check.Check, known) : Wording.Unknown;

    // What is asked, cut where it would fill the tile; the whole stands in the template.
    private static string SourceOf(CheckRun check) => check.Check.Source switch
    {
        null => "counted here",
        var source => $"{source.Kind}: {Cut(check.Latest?.Question ?? source.Question)}",
    };

    private static string Cut(string question) => question.Length <= LongestQuestion ? question : question[..LongestQuestion] + "…";

    private static string ReasonOf(CheckRun check)
    {
        if (check.Latest is not { } latest)
            return check.Check.Source is { } source ? $"Not measured yet; {source.Kind} is asked first." : $"Not measured yet; it needs {Wording.Count(check.Check.MinimumRequests, "request")} per variant.";
        var failures = check.Failed == 0 ? "" : $" Failed {check.Failed} of {check.Failed + check.Passed} looks; more than {check.Check.FailureLimit} take it back.";
        var weight = check.Check.IsDryRun ? " Shown only; it decides nothing." : "";
        return latest.Sentence + failures + weight;
    }
}
