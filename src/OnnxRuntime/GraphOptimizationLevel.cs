#pragma warning disable CA1707 // Members are called as in Microsoft.ML.OnnxRuntime.

namespace ControlPlane.OnnxRuntime;

public enum GraphOptimizationLevel
{
    ORT_DISABLE_ALL = 0,
    ORT_ENABLE_BASIC = 1,
    ORT_ENABLE_EXTENDED = 2,
    ORT_ENABLE_ALL = 99,
}
