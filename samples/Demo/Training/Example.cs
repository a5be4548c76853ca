namespace ControlPlane.Demo.Training;

/// <summary>One example to learn from or to be examined with.</summary>
/// <param name="Input">The numbers a model sees.</param>
/// <param name="Label">Index of the true class.</param>
public sealed record Example(float[] Input, int Label);
