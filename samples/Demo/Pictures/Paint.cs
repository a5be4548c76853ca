namespace ControlPlane.Demo.Pictures;

/// <summary>A colour of a brush; 0 is no light, 1 is full light.</summary>
public readonly record struct Paint(float Red, float Green, float Blue)
{
    /// <summary>The same hue with another brightness.</summary>
    public Paint Times(float factor) => new(Red * factor, Green * factor, Blue * factor);

    /// <summary>Goes to <paramref name="other"/> as <paramref name="share"/> goes from 0 to 1.</summary>
    public Paint Towards(Paint other, float share) => new(
        Red + ((other.Red - Red) * share),
        Green + ((other.Green - Green) * share),
        Blue + ((other.Blue - Blue) * share));
}
