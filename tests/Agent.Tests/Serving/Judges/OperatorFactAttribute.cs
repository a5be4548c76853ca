namespace ControlPlane.AgentHost.Tests.Serving.Judges;

/// <summary>A fact that needs the ONNX project's tests; it skips, saying so, where they are not installed.</summary>
public sealed class OperatorFactAttribute : FactAttribute
{
    /// <summary>Skips when the package is not installed.</summary>
    public OperatorFactAttribute() => Skip = OperatorCase.SkipReason;
}
