using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Drift;

/// <summary>The distribution of one feature then and now, with every measure and what it is held against.</summary>
public sealed partial class FeaturePanel
{
    [Parameter, EditorRequired]
    public required FeatureReading Reading { get; set; }

    /// <summary>CSS class of the variant's colour.</summary>
    [Parameter, EditorRequired]
    public required string Colour { get; set; }

    private double Largest => Reading.Bins.Select(b => Math.Max(ShareOf(b.Reference, Reading.ReferenceRows), ShareOf(b.Current, Reading.Score.Rows))).DefaultIfEmpty().Max();

    private static double ShareOf(long part, long whole) => whole == 0 ? 0 : (double)part / whole;

    private string Width(long part, long whole) => Largest == 0 ? "0" : string.Create(CultureInfo.InvariantCulture, $"{100 * ShareOf(part, whole) / Largest:0.##}%");
}
