using ControlPlane.Demo.Training;

namespace ControlPlane.Demo.Pictures;

/// <summary>A small square picture as the models take it: planes red, green, blue, each row by row, values from 0 to 1.</summary>
public sealed record Picture(Animal Animal, float[] Pixels)
{
    /// <summary>Width and height in pixels.</summary>
    public const int Side = 16;

    /// <summary>Pixels of one plane.</summary>
    public const int PlaneLength = Side * Side;

    /// <summary>Red, green and blue.</summary>
    public const int Planes = 3;

    /// <summary>Numbers a model takes for one picture.</summary>
    public const int Length = Planes * PlaneLength;

    public Example ToExample() => new(Pixels, (int)Animal);
}
