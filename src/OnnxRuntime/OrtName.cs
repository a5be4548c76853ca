namespace ControlPlane.OnnxRuntime;

/// <summary>
/// The name of an input or output in the form that ONNX Runtime wants, encoded once by a session and valid with that session only.
/// </summary>
public readonly unsafe record struct OrtName
{
    internal OrtName(byte* pointer) => Pointer = (nint)pointer;

    internal nint Pointer { get; }
}
