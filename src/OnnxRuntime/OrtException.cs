namespace ControlPlane.OnnxRuntime;

/// <summary>A call that ONNX Runtime refused or failed, with its code and its words.</summary>
public sealed class OrtException(OrtErrorCode code, string message) : Exception(message)
{
    public OrtErrorCode Code { get; } = code;
}
