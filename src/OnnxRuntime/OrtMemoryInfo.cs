using ControlPlane.OnnxRuntime.Native;

namespace ControlPlane.OnnxRuntime;

/// <summary>Says where memory lies; callers of this binding hand over memory of the CPU. It lives as long as the process.</summary>
public sealed unsafe class OrtMemoryInfo
{
    private static readonly Lazy<OrtMemoryInfo> Default = new(CreateCpu);

    private OrtMemoryInfo(nint pointer) => Pointer = pointer;

    /// <summary>Ordinary memory of the CPU.</summary>
    public static OrtMemoryInfo DefaultInstance => Default.Value;

    /// <summary>The device's name as ONNX Runtime has it.</summary>
    public string Name
    {
        get
        {
            byte* name;
            OrtStatus.ThrowIfFailed(OrtLibrary.Api->MemoryInfoGetName(Pointer, &name));
            return NativeText.Read(name);
        }
    }

    internal nint Pointer { get; }

    private static OrtMemoryInfo CreateCpu()
    {
        nint pointer;
        OrtStatus.ThrowIfFailed(OrtLibrary.Api->CreateCpuMemoryInfo(OrtAllocatorType.Arena, OrtMemType.Default, &pointer));
        return new OrtMemoryInfo(pointer);
    }
}
