namespace ControlPlane.OnnxRuntime.Native;

internal enum OrtAllocatorType
{
    Device = 0,
    Arena = 1,
}
