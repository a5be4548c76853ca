using ControlPlane.Domain.Analysis.Proportions;

namespace ControlPlane.Domain.Shadows;

/// <summary>From numbers to a verdict: failures speak first, then true labels, then agreement. Pure.</summary>
internal static class ShadowJudge
{
    public static ShadowStanding Judge(ShadowReport report)
    {
        var limits = report.Limits;
        if (report.Failures is { } failures && failures.Trials >= limits.LeastLabels
            && ProportionInterval.Wilson(failures, limits.Confidence).Lower > report.ChampionFailures + limits.Failures)
        {
            return ShadowStanding.Failing;
        }

        if (report.Pairs == 0)
            return ShadowStanding.Nothing;
        if (report.Truth.Count >= limits.LeastLabels && report.Truth.Test.PValue < limits.Alpha)
            return report.Truth.OnlyShadowRight > report.Truth.OnlyChampionRight ? ShadowStanding.Better : ShadowStanding.Worse;
        if (report.Agreement is not { } agreement)
            return ShadowStanding.NotComparable;
        if (agreement.Trials < limits.LeastPairs)
            return ShadowStanding.TooFew;

        var interval = report.AgreementInterval;
        return interval.Lower >= limits.Agreement ? ShadowStanding.Alike
            : interval.Upper < limits.Agreement ? ShadowStanding.Differing
            : ShadowStanding.Undecided;
    }
}
