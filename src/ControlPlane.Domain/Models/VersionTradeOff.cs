using System.Globalization;
using ControlPlane.Domain.Analysis.Proportions;
using ControlPlane.Domain.Shadows;

namespace ControlPlane.Domain.Models;

/// <summary>What one version saves and costs against another, in a sentence; differences too small to act on are left out. Pure.</summary>
public static class VersionTradeOff
{
    /// <summary>Relative difference of a cost below which two versions cost the same.</summary>
    public const double LeastDifference = 0.05;

    /// <summary>The sentence.</summary>
    /// <param name="left">The version compared with.</param>
    /// <param name="right">The version that may take its place.</param>
    /// <param name="agreement">Rows for which both gave the same answer; null when they were never compared.</param>
    /// <param name="truth">Labelled requests that both were asked, the left version's part as the champion's.</param>
    public static string Sentence(VersionFigures left, VersionFigures right, ProportionSample? agreement, PairedLabels truth)
    {
        var changes = Changes(left, right).OfType<(string Words, bool IsSaving)>().ToArray();
        var saves = string.Join(", ", changes.Where(c => c.IsSaving).Select(c => c.Words));
        var costs = string.Join(", ", changes.Where(c => !c.IsSaving).Select(c => c.Words));
        var names = $"v{right.Number} against v{left.Number}";
        var trade = (saves.Length, costs.Length) switch
        {
            (0, 0) => $"{names}: nothing that was measured differs by {LeastDifference * 100:0} % or more",
            (_, 0) => $"{names} saves {saves} and costs nothing that was measured",
            (0, _) => $"{names} saves nothing that was measured and costs {costs}",
            _ => $"{names} saves {saves} and costs {costs}",
        };
        return $"{trade}; {Answers(agreement)}; {(truth is { Champion: { } one, Shadow: { } other } ? Quality(one, other, truth) : Quality(left, right))}.";
    }

    private static IEnumerable<(string, bool)?> Changes(VersionFigures left, VersionFigures right) =>
    [
        Change("size", left.SizeBytes, right.SizeBytes),
        Change("load time", left.LoadMilliseconds, right.LoadMilliseconds),
        Change("memory", left.MemoryBytes, right.MemoryBytes),
        Change("median latency", left.LatencyP50, right.LatencyP50),
        Change("p99 latency", left.LatencyP99, right.LatencyP99),
        Change("processor time", left.CpuPerThousand, right.CpuPerThousand),
    ];

    private static (string, bool)? Change(string what, double? left, double? right)
    {
        if (left is not > 0 || right is not { } other || Math.Abs(other - left.Value) < LeastDifference * left.Value)
            return null;
        var change = (other - left.Value) / left.Value;
        return (string.Create(CultureInfo.InvariantCulture, $"{Math.Abs(change) * 100:0} % {what}"), change < 0);
    }

    private static string Answers(ProportionSample? agreement) => agreement is { } known
        ? string.Create(CultureInfo.InvariantCulture, $"both answer alike for {known.Share * 100:0.##} % of {known.Trials:#,0} rows")
        : "their answers were not compared yet";

    // Both were asked the same requests, so only those on which one of them is right tell them apart.
    private static string Quality(ProportionSample left, ProportionSample right, PairedLabels truth)
    {
        var p = truth.Test.PValue;
        var shares = string.Create(CultureInfo.InvariantCulture, $"right {right.Share * 100:0.##} % against {left.Share * 100:0.##} % of {truth.Count:#,0} labelled requests that both were asked (McNemar p {(p < 0.001 ? "below 0.001" : p.ToString("0.###", CultureInfo.InvariantCulture))})");
        return p < 0.05 ? $"accuracy differs: {shares}" : $"accuracy does not differ beyond chance: {shares}";
    }

    private static string Quality(VersionFigures left, VersionFigures right)
    {
        if (left.Right is not { } one || right.Right is not { } other)
            return "which of them is right more often is not known, for labels of both are needed";
        var interval = ProportionDifference.Newcombe(other, one, 0.95);
        var points = string.Create(CultureInfo.InvariantCulture, $"{(other.Share - one.Share) * 100:+0.##;−0.##;0} points ({interval.Lower * 100:+0.##;−0.##;0} to {interval.Upper * 100:+0.##;−0.##;0}) of accuracy");
        return interval.Contains(0) ? $"accuracy does not differ beyond chance: {points}" : $"it changes accuracy by {points}";
    }
}
