using ControlPlane.Domain.Drift;

namespace ControlPlane.Web.Api.Resources;

/// <summary>One subject of one window; numbers are null where nothing can be said. Immutable.</summary>
internal sealed record DriftScoreResource
{
    public required string Variant { get; init; }

    /// <summary>Null for predictions.</summary>
    public required string? Feature { get; init; }

    public required long Rows { get; init; }

    /// <summary>Why nothing can be said; null when it can.</summary>
    public required string? NotEstimable { get; init; }

    /// <summary>Population stability index.</summary>
    public required double? Index { get; init; }

    /// <summary>Index above which it counts, for so many rows.</summary>
    public required double? Limit { get; init; }

    public required double? PValue { get; init; }

    /// <summary>Rate the p-value is held against.</summary>
    public required double? Rate { get; init; }

    /// <summary>Expected share of false claims (Benjamini–Hochberg over the window).</summary>
    public required double? QValue { get; init; }

    public required double? JensenShannon { get; init; }

    public required double? KolmogorovSmirnov { get; init; }

    /// <summary>In standard deviations of the reference.</summary>
    public required double? Wasserstein { get; init; }

    public required bool IsMoved { get; init; }

    public static DriftScoreResource Of(DriftSubject subject, DriftScore score) => new()
    {
        Variant = subject.Variant,
        Feature = subject.Feature,
        Rows = score.Rows,
        NotEstimable = score.NotEstimable,
        Index = Finite(score.Index),
        Limit = Finite(score.Limit),
        PValue = Finite(score.PValue),
        Rate = Finite(score.Rate),
        QValue = Finite(score.QValue),
        JensenShannon = Finite(score.JensenShannon),
        KolmogorovSmirnov = score.KolmogorovSmirnov,
        Wasserstein = score.Wasserstein,
        IsMoved = score.IsMoved,
    };

    private static double? Finite(double number) => double.IsFinite(number) ? number : null;
}
