using System.Globalization;
using System.Text.RegularExpressions;
using ControlPlane.Data.Drift;
using ControlPlane.Domain.Drift;
using ControlPlane.Web.Components;

namespace ControlPlane.Web.Features.Drift;

/// <summary>Drift in words. Pure.</summary>
public static partial class DriftText
{
    /// <summary>Name of a subject's feature as people read it.</summary>
    public static string NameOf(DriftSubject subject) => subject.Feature ?? PredictionWindow.Name;

    /// <summary>A number without unit to two decimals, or three while it is small.</summary>
    public static string Number(double value) => value.ToString(Math.Abs(value) is > 0 and < 0.1 ? "0.000" : "0.00", CultureInfo.InvariantCulture);

    /// <summary>The rate that a chance is held against.</summary>
    public static string Rate(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);

    /// <summary>Names in the order of people: what differs in a number stands by its size.</summary>
    public static string OrderOf(string name) => Digits().Replace(name, digits => digits.Value.PadLeft(12, '0'));

    /// <summary>One word for a score.</summary>
    public static string WordOf(DriftScore? score) => score switch
    {
        null => "no requests",
        { NotEstimable: not null } => "too few rows",
        { IsMoved: true } => "moved",
        { } s when s.Index > s.Limit => "far, but may be chance",
        { } s when s.Index > s.Limit / 2 => "near the limit",
        _ => "steady",
    };

    /// <summary>A score with its numbers and why it counts or not.</summary>
    public static string SentenceOf(DriftSubject subject, DriftScore score, long referenceRows)
    {
        if (score.NotEstimable is { } why)
            return $"{NameOf(subject)} of {subject.Variant}: not estimable, {Lower(why)}";
        var distance = $"its stability index is {Number(score.Index)} over {Wording.Count(score.Rows, "row")} against {Wording.Count(referenceRows)} of the reference; for so many rows it counts above {Number(score.Limit)}";
        return score switch
        {
            { IsMoved: true } => $"{NameOf(subject)} of {subject.Variant} moved: {distance}, and chance alone would do that with p {Wording.Chance(score.PValue)}, needed is below {Rate(score.Rate)}.",
            { } s when s.Index > s.Limit => $"{NameOf(subject)} of {subject.Variant} lies far off, but it may be chance: {distance}; p is {Wording.Chance(score.PValue)}, needed is below {Rate(score.Rate)}.",
            _ => $"{NameOf(subject)} of {subject.Variant} is where it was: {distance}.",
        };
    }

    /// <summary>Where a reference comes from.</summary>
    public static string OriginOf(ReferenceRow reference) => reference.Source switch
    {
        DriftSource.TrainingData => $"{Wording.Count(reference.Rows, "row")} of training data, uploaded by {reference.FrozenBy}",
        DriftSource.LiveRequests => $"the first {Wording.Count(reference.Rows, "live row")} seen, frozen by the control plane",
        var source => throw new InvalidOperationException($"{source} has no words."),
    };

    /// <summary>What an endpoint chose.</summary>
    public static string ActionOf(DriftAction action) => action switch
    {
        DriftAction.None => "Drift is shown and leads to nothing.",
        DriftAction.Alert => "Drift raises an alert; rollouts go on.",
        DriftAction.Hold => "Drift holds a running rollout until a person resumes it; with a harmed metric beside it, it takes the version back.",
        var other => throw new InvalidOperationException($"{other} is no choice."),
    };

    /// <summary>What is still to come before drift can be judged; null when nothing is.</summary>
    public static string? Waiting(IReadOnlyList<CollectedRows> collected) => collected.Count == 0 ? null : string.Join(' ', collected.Select(c =>
        $"{(c.Part == ReferencePart.Inputs ? "The reference of inputs" : "The reference of predictions")} is frozen from the first {Wording.Count(c.Needed, "row")} of v{c.Version}: {Wording.Count(c.Rows)} are there, {Wording.Count(c.Missing)} more are needed."));

    /// <summary>A change of a stream.</summary>
    public static string SentenceOf(StreamChange change) => change.Kind switch
    {
        StreamKind.ErrorShare => $"Error share of {change.Variant} changed from {Wording.Percent(change.Before)} to {Wording.Percent(change.After)}.",
        StreamKind.Score => $"Mean score of {change.Variant} changed from {Number(change.Before)} to {Number(change.After)}.",
        var kind => throw new InvalidOperationException($"{kind} has no words."),
    };

    [GeneratedRegex(@"\d+", RegexOptions.CultureInvariant)]
    private static partial Regex Digits();

    private static string Lower(string sentence) => char.ToLowerInvariant(sentence[0]) + sentence[1..];
}
