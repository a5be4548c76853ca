namespace ControlPlane.Demo.Training;

/// <summary>How a network is trained.</summary>
/// <param name="Epochs">Times every example is seen.</param>
/// <param name="LearningRate">Step along the mean gradient of a batch at the start; it falls in a straight line to a tenth of that.</param>
public sealed record TrainingPlan(int Epochs, float LearningRate)
{
    /// <summary>Examples per step.</summary>
    public const int BatchLength = 32;

    /// <summary>Share of the last step that goes into the next one.</summary>
    public const float Momentum = 0.9f;

    /// <summary>Share of the start's learning rate that is left at the end.</summary>
    public const float FinalShare = 0.1f;
}
