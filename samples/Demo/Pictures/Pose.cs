namespace ControlPlane.Demo.Pictures;

/// <summary>
/// Where the head sits in the picture: heads are drawn around (0, 0), y downwards, and fill about -0.4 to 0.4.
/// </summary>
/// <param name="CentreX">Middle of the head, 0 at the left edge, 1 at the right one.</param>
/// <param name="CentreY">Middle of the head, 0 at the top.</param>
/// <param name="Scale">1 draws the head at its usual size.</param>
/// <param name="TiltRadians">Positive leans the head to its left.</param>
public readonly record struct Pose(float CentreX, float CentreY, float Scale, float TiltRadians);
