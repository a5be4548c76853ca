using Xunit;

namespace ControlPlane.TestKit.Onnx;

/// <summary>A fact that needs the ONNX project's tests; it skips, saying so, where they are not installed.</summary>
public sealed class OperatorFactAttribute : FactAttribute
{
    /// <summary>Skips when the package is not installed.</summary>
    public OperatorFactAttribute() => Skip = OperatorTests.SkipReason;
}
