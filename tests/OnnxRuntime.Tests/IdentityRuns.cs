using ControlPlane.TestKit.Onnx;

namespace ControlPlane.OnnxRuntime.Tests;

/// <summary>Sends a value through a model that gives back what it gets.</summary>
internal static class IdentityRuns
{
    public static OrtValue Through(OnnxType type, OrtValue input, params OnnxDimension[] shape)
    {
        using var session = new InferenceSession(OnnxModels.Identity(type, shape));
        return session.Run(new Dictionary<string, OrtValue> { ["x"] = input })[0];
    }
}
