namespace ControlPlane.OnnxRuntime.Native;

internal enum OrtMemType
{
    Default = 0,
}
