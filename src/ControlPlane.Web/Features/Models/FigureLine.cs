using System.Globalization;
using ControlPlane.Domain.Analysis.Proportions;
using ControlPlane.Domain.Models;
using ControlPlane.Domain.Shadows;
using ControlPlane.Web.Components;

namespace ControlPlane.Web.Features.Models;

/// <summary>One figure of two versions as it reads on the page. Immutable.</summary>
/// <param name="Name">What was measured, with its unit where the numbers do not show it.</param>
/// <param name="Left">Of the left version; null when it is not known.</param>
/// <param name="Right">Of the right version; null when it is not known.</param>
/// <param name="LeftDetail">What the left number rests on.</param>
/// <param name="RightDetail">What the right number rests on.</param>
/// <param name="Change">From left to right; null when it is not known.</param>
/// <param name="UnknownBecause">Why a number may be missing.</param>
public sealed record FigureLine(string Name, string? Left, string? Right, string? LeftDetail, string? RightDetail, string? Change, string UnknownBecause)
{
    /// <summary>Every figure, in the order of the page.</summary>
    public static IReadOnlyList<FigureLine> Of(VersionFigures left, VersionFigures right, PairedLabels truth) =>
    [
        Line("Size", left, right, f => f.SizeBytes, v => Wording.Bytes((long)v), _ => "the file", ""),
        Line("Load time", left, right, f => f.LoadMilliseconds, Wording.Milliseconds, OnAgents, "no agent has reported it"),
        Line("Memory", left, right, f => f.MemoryBytes, v => Wording.Bytes((long)v), OnAgents, "no agent has reported it, or it was lost in the noise"),
        Line("Latency p50", left, right, f => f.LatencyP50, Wording.Milliseconds, InRequests, "no request was answered in this time"),
        Line("Latency p99", left, right, f => f.LatencyP99, Wording.Milliseconds, InRequests, $"it needs {VersionFigures.LeastForP99} answered requests"),
        Line("CPU per 1,000 predictions", left, right, f => f.CpuPerThousand, Wording.Milliseconds, InRequests, "no processor time was reported"),
        Line("Right on labels", left, right, f => f.Right?.Share, Wording.Percent, f => $"{Wording.Count(f.Right!.Value.Events)} of {Wording.Count(f.Right.Value.Trials)} labelled answers", "no true label came back in this time", Points),
        OnCopies(truth),
    ];

    private static FigureLine OnCopies(PairedLabels truth)
    {
        string? Detail(ProportionSample? right) => right is { } known ? $"{Wording.Count(known.Events)} of {Wording.Count(known.Trials)} labelled requests that both were asked" : null;
        return new(
            "Right on the same requests",
            truth.Champion is { } one ? Wording.Percent(one.Share) : null,
            truth.Shadow is { } other ? Wording.Percent(other.Share) : null,
            Detail(truth.Champion),
            Detail(truth.Shadow),
            truth is { Champion: { } from, Shadow: { } to } ? Points(from.Share, to.Share) : null,
            "no true label came back for a request that both were asked");
    }

    private static FigureLine Line(
        string name, VersionFigures left, VersionFigures right, Func<VersionFigures, double?> value, Func<double, string> words, Func<VersionFigures, string> detail, string unknown, Func<double, double, string?>? change = null)
    {
        double? one = value(left), other = value(right);
        return new(
            name,
            one is { } l ? words(l) : null,
            other is { } r ? words(r) : null,
            one is null ? null : detail(left),
            other is null ? null : detail(right),
            one is { } from && other is { } to ? (change ?? Relative)(from, to) : null,
            unknown);
    }

    private static string? Relative(double from, double to) =>
        from == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{(to - from) / from * 100:+0;−0;0} %");

    private static string Points(double from, double to) => string.Create(CultureInfo.InvariantCulture, $"{(to - from) * 100:+0.0;−0.0;0} points");

    private static string OnAgents(VersionFigures figures) => $"median over {Wording.Count(figures.Agents, "agent")}";

    private static string InRequests(VersionFigures figures) => $"in {Wording.Count(figures.Requests, "request")}";
}
