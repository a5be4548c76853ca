using ControlPlane.Domain.Shadows;

namespace ControlPlane.Web.Features.Rollouts.Strategies;

/// <summary>Orders of the leaderboard, best first; what is not known comes last. Pure.</summary>
public static class ShadowOrder
{
    /// <summary>The order without a choice: by verdict.</summary>
    public const string Verdict = "verdict";

    /// <summary>Columns by which rows can be ordered, as the address names them, with their headings.</summary>
    public static IReadOnlyList<(string Key, string Heading)> Columns { get; } =
        [(Verdict, "Verdict"), ("agreement", "Agreement"), ("quality", "Right on labels"), ("latency", "Latency added"), ("failed", "Failed, invalid"), ("dropped", "Dropped")];

    /// <summary>Reports in an order; an unknown one is that by verdict.</summary>
    public static IReadOnlyList<ShadowReport> Sort(IEnumerable<ShadowReport> reports, string? order)
    {
        Func<ShadowReport, double> key = order switch
        {
            "agreement" => r => -r.Agreement?.Share ?? double.PositiveInfinity,
            "quality" => r => -r.Truth.Shadow?.Share ?? double.PositiveInfinity,
            "latency" => r => r.Latency?.Quantile(0.5) ?? double.PositiveInfinity,
            "failed" => r => r.Failures?.Share ?? double.PositiveInfinity,
            "dropped" => r => r.Dropped + r.Judged == 0 ? double.PositiveInfinity : (double)r.Dropped / (r.Dropped + r.Judged),
            _ => r => -RankOf(r.Standing),
        };
        return [.. reports.OrderBy(key).ThenByDescending(r => r.Agreement?.Share ?? -1).ThenBy(r => r.Variant, StringComparer.Ordinal)];
    }

    // What nothing is known of stands above what is known to be bad.
    private static int RankOf(ShadowStanding standing) => standing switch
    {
        ShadowStanding.Failing => 0,
        ShadowStanding.Worse => 1,
        ShadowStanding.Differing => 2,
        ShadowStanding.Nothing => 3,
        ShadowStanding.NotComparable => 4,
        ShadowStanding.TooFew => 5,
        ShadowStanding.Undecided => 6,
        ShadowStanding.Alike => 7,
        ShadowStanding.Better => 8,
        _ => throw new ArgumentOutOfRangeException(nameof(standing), standing, "unknown standing"),
    };
}
