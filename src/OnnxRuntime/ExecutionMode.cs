#pragma warning disable CA1707 // Members are called as in Microsoft.ML.OnnxRuntime.

namespace ControlPlane.OnnxRuntime;

public enum ExecutionMode
{
    /// <summary>One node after the other.</summary>
    ORT_SEQUENTIAL = 0,
    /// <summary>Independent branches at once, on the inter-op threads.</summary>
    ORT_PARALLEL = 1,
}
