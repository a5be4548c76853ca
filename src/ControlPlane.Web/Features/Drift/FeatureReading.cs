using ControlPlane.Domain.Drift;

namespace ControlPlane.Web.Features.Drift;

/// <summary>One subject in one window beside its reference. Immutable.</summary>
/// <param name="Subject">What is watched.</param>
/// <param name="From">Start of the window, inclusive.</param>
/// <param name="Window">Its length.</param>
/// <param name="Score">How far it lies from its reference.</param>
/// <param name="ReferenceRows">Rows of the reference.</param>
/// <param name="Bins">Then and now.</param>
public sealed record FeatureReading(DriftSubject Subject, DateTimeOffset From, TimeSpan Window, DriftScore Score, long ReferenceRows, IReadOnlyList<HistogramBin> Bins)
{
    /// <summary>The numbers in a sentence.</summary>
    public string Sentence => DriftText.SentenceOf(Subject, Score, ReferenceRows);
}
