namespace ControlPlane.Web.Components.Charts;

/// <summary>One line of a chart.</summary>
/// <param name="Name">In legend, table and file.</param>
/// <param name="Colour">CSS class of <see cref="VariantColour"/>.</param>
/// <param name="Dash">Dash pattern, so that colour is not all that tells lines apart; empty for a solid line.</param>
/// <param name="Values">One per instant; null where nothing is known, drawn as a gap.</param>
public sealed record ChartSeries(string Name, string Colour, IReadOnlyList<int> Dash, IReadOnlyList<double?> Values);
