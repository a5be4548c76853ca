using ControlPlane.Domain.Shadows;
using ControlPlane.Web.Components;
using ControlPlane.Web.Features.Evidence;

namespace ControlPlane.Web.Features.Rollouts.Strategies;

/// <summary>The five answers of a shadow, whose evidence is paired: both answered the same requests. Stateless.</summary>
public static class ShadowAnswers
{
    private const string NotKnown = "Not known yet.";

    /// <summary>The answers for one shadow.</summary>
    /// <param name="report">Its report; null where no version receives copies.</param>
    /// <param name="time">How long requests have been copied; null before agents confirmed it.</param>
    public static IReadOnlyList<EvidenceAnswer> Of(ShadowReport? report, TimeSpan? time)
    {
        var since = time is { } known ? $"{Wording.Time(known)} of copies" : "Copies have not begun on every agent yet";
        return report is null
            ? EvidenceAnswer.All("Not known yet: no request was copied.", NotKnown, NotKnown, NotKnown, $"{since}.")
            : EvidenceAnswer.All(IsBetter(report), HowMuch(report), HowSure(report), ForWhom(report), $"{since}, {Wording.Count(report.Pairs)} answered by both.");
    }

    private static string IsBetter(ShadowReport report) => report.Standing switch
    {
        ShadowStanding.Better => $"Yes, {report.Variant} is right more often.",
        ShadowStanding.Worse => $"No, {report.Variant} is right less often.",
        ShadowStanding.Failing => $"No, {report.Variant} fails.",
        ShadowStanding.Alike => $"{report.Variant} answers as the champion does, so it is neither better nor worse.",
        ShadowStanding.Differing => $"Not known: {report.Variant} answers otherwise, and labels do not show which of the two is right.",
        ShadowStanding.NotComparable => "Not known: neither labels nor numbers are read from both.",
        ShadowStanding.Nothing or ShadowStanding.TooFew or ShadowStanding.Undecided => "Not known yet.",
        _ => throw new ArgumentOutOfRangeException(nameof(report), report.Standing, "unknown standing"),
    };

    private static string HowMuch(ShadowReport report)
    {
        if (report.Agreement is not { } agreement)
            return "Not estimable: no answer of both could be compared.";
        var truth = report.Truth is { Champion: { } champion, Shadow: { } shadow } ? $"; right for {Wording.Percent(shadow.Share)} against {Wording.Percent(champion.Share)} of {Wording.Count(report.Truth.Count, "labelled request")}" : "";
        return $"It agrees for {Wording.Percent(agreement.Share)} of {Wording.Count(agreement.Trials, report.Labels is null ? "pair" : "row")}{truth}.";
    }

    private static string HowSure(ShadowReport report) => report.Agreement is null
        ? NotKnown
        : $"Agreement is {ShadowText.Interval(report.AgreementInterval)}, with {Wording.Percent(report.Limits.Confidence)} confidence for one look; {ShadowText.Truth(report)}.";

    private static string ForWhom(ShadowReport report)
    {
        if (report.Segments.Count == 0)
            return "Callers are not told apart: no segment was counted. Name segment attributes in the endpoint's settings to see for whom.";
        if (report.Notable.Count == 0)
            return $"No segment of {Wording.Count(report.Segments.Count)} agrees less than the others beyond chance.";
        var rest = report.Segments.Count - report.Notable.Count;
        return $"It differs for {Wording.List([.. report.Notable.Select(s => $"{s.Segment} ({Wording.Percent(s.Agreed.Share)} of {Wording.Count(s.Agreed.Trials, "row")} agree)")])}{(rest == 0 ? "" : $"; the other {rest} {(rest == 1 ? "segment agrees" : "segments agree")} as usual")}.";
    }
}
