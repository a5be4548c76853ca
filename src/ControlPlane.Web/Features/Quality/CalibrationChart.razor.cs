using System.Globalization;
using ControlPlane.Domain.Analysis.Quality;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Quality;

/// <summary>What a score says against what came true: a curve with intervals, a table twin and a sentence for each version.</summary>
public sealed partial class CalibrationChart
{
    private static readonly double[] Ticks = [0, 0.25, 0.5, 0.75, 1];

    private bool _asTable;

    [Parameter, EditorRequired]
    public required IReadOnlyList<CalibrationLine> Lines { get; set; }

    /// <summary>The class whose score is read; null when the endpoint names none.</summary>
    [Parameter, EditorRequired]
    public required string? EventClass { get; set; }

    private string Summary => $"Calibration. {string.Join(" ", Lines.Select(l => QualityText.Calibration(l.Version)))}";

    private static string At(double share) => (share * 100).ToString("0.##", CultureInfo.InvariantCulture);

    private static string PointsOf(CalibrationLine line) => string.Join(" ", line.Version.Reliability.Select(b => $"{At(b.Score)},{At(1 - b.Share)}"));

    // Razor takes the name of SVG's text element for its own.
    private static MarkupString TickText(string x, string y, string anchor, double tick) =>
        new($"""<text x="{x}" y="{y}" text-anchor="{anchor}">{At(tick)}</text>""");
}
