using System.Globalization;
using ControlPlane.Domain.Drift;
using ControlPlane.Web.Components;
using ControlPlane.Web.Features.Endpoints;
using ControlPlane.Web.Shell;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Drift;

/// <summary>Every feature of every variant over the last windows: a table whose cells carry a sign, a colour and words, and lead to their distributions.</summary>
public sealed partial class DriftMap
{
    private const int LabelEvery = 4;

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Inject]
    public required ViewerTime ViewerTime { get; init; }

    [Parameter, EditorRequired]
    public required DriftScreen Screen { get; set; }

    /// <summary>The cell whose distributions are shown; null when the address names none.</summary>
    [Parameter]
    public (DriftSubject Subject, DateTimeOffset From)? Chosen { get; set; }

    /// <summary>Whether cells show their number instead of a sign alone.</summary>
    [Parameter]
    public bool ShowsNumbers { get; set; }

    private IReadOnlyList<ScoredWindow> Windows => Screen.Assessment.Windows;

    private string Base => $"/endpoints/{Screen.Endpoint.Name}/drift";

    // The chosen cell stays chosen.
    private string ToggleAddress => Navigation.GetUriWithQueryParameter("numbers", ShowsNumbers ? null : (int?)1);

    private string Caption => Windows.Count == 0
        ? $"windows of {Wording.Time(Screen.Endpoint.Settings.Drift.Window)}"
        : $"{Wording.Count(Windows.Count, "window")} of {Wording.Time(Screen.Assessment.Window)}, newest at the right";

    private string EmptySentence => DriftText.Waiting(Screen.Collected) ?? "No window has been judged yet; the first look is under way.";

    private string Summary => $"{Wording.Count(Screen.Assessment.Verdict.Judged)} of {Wording.Count(Screen.Assessment.Verdict.Watched, "subject")} had rows enough in the newest window; {Wording.Count(Screen.Assessment.Verdict.Alarmed.Count)} alarmed.";

    private bool SpansDays => Windows is [var oldest, .., var newest] && newest.From - oldest.From >= TimeSpan.FromDays(1);

    private IEnumerable<DriftSubject> Subjects => Windows.SelectMany(w => w.Scores.Keys).Distinct()
        .OrderBy(s => s.IsPrediction ? 0 : 1).ThenBy(s => DriftText.OrderOf(DriftText.NameOf(s)), StringComparer.Ordinal).ThenBy(s => s.Variant, StringComparer.Ordinal);

    private static string NumberOf(DriftScore score, string sign) => score.NotEstimable is null ? $"{sign} {DriftText.Number(score.Index)}" : $"{Wording.Count(score.Rows)} rows";

    private bool IsLabelled(int index) => (Windows.Count - 1 - index) % LabelEvery == 0;

    private bool IsAlarmed(DriftSubject subject) => Screen.Assessment.Verdict.Alarmed.Contains(subject);

    private bool IsChosen(DriftSubject subject, DateTimeOffset from) =>
        Chosen is { } chosen ? chosen == (subject, from) : Screen.Reading is { } reading && reading.Subject == subject && reading.From == from;

    // Beyond a day the hour alone names several windows.
    private string ClockOf(DateTimeOffset from) => SpansDays ? ViewerTime.DateAndClock(from)[5..16] : ViewerTime.Clock(from)[..5];

    private string Describe(DriftSubject subject, DateTimeOffset from, DriftScore score) => score.NotEstimable is { } why
        ? $"{DriftText.NameOf(subject)} of {subject.Variant} at {ClockOf(from)}: not estimable, {why}"
        : $"{DriftText.NameOf(subject)} of {subject.Variant} at {ClockOf(from)}: {DriftText.WordOf(score)}, index {DriftText.Number(score.Index)} against {DriftText.Number(score.Limit)}";

    private string AddressOf(DriftSubject subject, DateTimeOffset from)
    {
        var feature = subject.Feature is null ? "" : $"&feature={Uri.EscapeDataString(subject.Feature)}";
        return string.Create(CultureInfo.InvariantCulture, $"{Base}?variant={Uri.EscapeDataString(subject.Variant)}{feature}&at={from.ToUnixTimeSeconds()}{(ShowsNumbers ? "&numbers=1" : "")}");
    }

    private string ColourOf(string variant) => EndpointFacts.ColourOf(Screen.Endpoint, variant);
}
