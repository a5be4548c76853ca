using System.Numerics;
using System.Runtime.InteropServices;

namespace ControlPlane.AgentHost.Inference;

/// <summary>Memory outside the collected heap that stays where it is, aligned for vector instructions. Not thread-safe.</summary>
internal sealed unsafe class NativeBuffer : IDisposable
{
    private const int Alignment = 64;

    private void* _memory;

    /// <summary>Bytes held; a power of two of at least the alignment, or 0 before the first use.</summary>
    public long Capacity { get; private set; }

    /// <summary>Start of the memory; changes only when <see cref="EnsureCapacity"/> says so.</summary>
    public nint Address => (nint)_memory;

    /// <summary>The first bytes.</summary>
    public Span<byte> Span(int length) => new(_memory, length);

    /// <summary>Makes room; true when the memory moved, and its contents are lost then.</summary>
    public bool EnsureCapacity(long bytes)
    {
        if (bytes <= Capacity)
            return false;

        var capacity = (long)BitOperations.RoundUpToPowerOf2((ulong)Math.Max(bytes, Alignment));
        Dispose();
        _memory = NativeMemory.AlignedAlloc((nuint)capacity, Alignment);
        Capacity = capacity;
        return true;
    }

    /// <summary>Gives the memory back; the buffer may be used again.</summary>
    public void Dispose()
    {
        NativeMemory.AlignedFree(_memory);
        _memory = null;
        Capacity = 0;
    }
}
