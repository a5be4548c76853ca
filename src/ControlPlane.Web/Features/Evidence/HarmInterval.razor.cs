using System.Globalization;
using ControlPlane.Domain.Analysis.Comparisons;
using ControlPlane.Domain.Analysis.Templates;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Evidence;

/// <summary>How much worse a challenger is, drawn as its interval between "no difference" and the margin.</summary>
public sealed partial class HarmInterval
{
    [Parameter, EditorRequired]
    public required string Metric { get; set; }

    [Parameter, EditorRequired]
    public required double Harm { get; set; }

    /// <summary>Null when it is open.</summary>
    [Parameter, EditorRequired]
    public required double? Low { get; set; }

    /// <summary>Null when it is open.</summary>
    [Parameter, EditorRequired]
    public required double? High { get; set; }

    [Parameter, EditorRequired]
    public required double Margin { get; set; }

    [Parameter]
    public ComparisonVerdict Verdict { get; set; } = ComparisonVerdict.Hold;

    private double Widest => new[] { Margin * 1.6, Math.Abs(Harm) * 1.2, Math.Abs(Low ?? 0), Math.Abs(High ?? 0), 1e-9 }.Max() * 1.05;

    private double Least => -Widest;

    private double Greatest => Widest;

    private string Summary =>
        $"{Words(Harm)}; interval from {(Low is { } low ? Words(low) : "not estimable")} to {(High is { } high ? Words(high) : "not estimable")}; worse by less than {MetricReader.InWords(Metric, Margin)} counts as no worse";

    private string Words(double harm) => harm == 0 ? "no difference" : $"{(harm > 0 ? "worse" : "better")} by {MetricReader.InWords(Metric, Math.Abs(harm))}";

    private string PlaceOf(double harm) => string.Create(CultureInfo.InvariantCulture, $"{Share(harm):0.##}%");

    private string FromRight(double harm) => string.Create(CultureInfo.InvariantCulture, $"{100 - Share(harm):0.##}%");

    private double Share(double harm) => Math.Clamp(50 + (50 * harm / Widest), 0, 100);
}
