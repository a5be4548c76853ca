using ControlPlane.Domain.Drift;
using ControlPlane.Web.Features.Drift;

namespace ControlPlane.Web.Api.Resources;

/// <summary>One subject in one window beside its reference. Immutable.</summary>
internal sealed record HistogramResource(
    DateTimeOffset From, int WindowSeconds, string Sentence, long ReferenceRows, DriftScoreResource Score, IReadOnlyList<HistogramBin> Bins)
{
    public static HistogramResource Of(FeatureReading reading) => new(
        reading.From, (int)reading.Window.TotalSeconds, reading.Sentence, reading.ReferenceRows, DriftScoreResource.Of(reading.Subject, reading.Score), reading.Bins);
}
