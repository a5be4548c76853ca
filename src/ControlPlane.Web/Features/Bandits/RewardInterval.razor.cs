using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Bandits;

/// <summary>What the mean reward of one arm is believed to be, drawn on the axis all arms share.</summary>
public sealed partial class RewardInterval
{
    [Parameter, EditorRequired]
    public required double Mean { get; set; }

    [Parameter, EditorRequired]
    public required double Low { get; set; }

    [Parameter, EditorRequired]
    public required double High { get; set; }

    /// <summary>Left end of the axis.</summary>
    [Parameter, EditorRequired]
    public required double Least { get; set; }

    /// <summary>Right end of the axis, above <see cref="Least"/>.</summary>
    [Parameter, EditorRequired]
    public required double Greatest { get; set; }

    /// <summary>In words, for those who do not see it.</summary>
    [Parameter, EditorRequired]
    public required string Summary { get; set; }

    /// <summary>CSS class of the arm's colour.</summary>
    [Parameter]
    public string Colour { get; set; } = "";

    private string PlaceOf(double value) => string.Create(CultureInfo.InvariantCulture, $"{Share(value):0.##}%");

    private string FromRight(double value) => string.Create(CultureInfo.InvariantCulture, $"{100 - Share(value):0.##}%");

    private double Share(double value) => Math.Clamp(100 * (value - Least) / (Greatest - Least), 0, 100);
}
