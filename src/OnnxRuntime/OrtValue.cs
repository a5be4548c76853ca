using System.Buffers;
using System.Runtime.InteropServices;
using ControlPlane.OnnxRuntime.Native;

namespace ControlPlane.OnnxRuntime;

/// <summary>
/// A tensor, sequence or map that goes into a model or comes out of it.
/// Spans into it are valid until it is disposed, and not beyond.
/// </summary>
public sealed unsafe partial class OrtValue : OrtHandle
{
    // ONNX Runtime wants an address even where there is nothing to point at.
    private static readonly nint Nowhere = (nint)NativeMemory.AlignedAlloc(64, 64);

    private MemoryHandle _pinned;

    internal OrtValue(nint pointer) : base(pointer)
    {
    }

    /// <summary>False for an optional output that the model left empty; nothing else may be asked of it.</summary>
    public bool HasValue
    {
        get
        {
            using var lease = Lease();
            int has;
            OrtStatus.ThrowIfFailed(OrtLibrary.Api->HasValue(lease.Pointer, &has));
            return has != 0;
        }
    }

    public OnnxValueType OnnxType
    {
        get
        {
            using var lease = Lease();
            OnnxValueType type;
            OrtStatus.ThrowIfFailed(OrtLibrary.Api->GetValueType(lease.Pointer, &type));
            return type;
        }
    }

    public bool IsTensor => OnnxType == OnnxValueType.ONNX_TYPE_TENSOR;

    /// <summary>
    /// A tensor over the caller's memory, without a copy.
    /// The memory must stay where it is until the value is disposed and no run uses it any more.
    /// </summary>
    public static OrtValue CreateTensorValueWithData(
        OrtMemoryInfo memoryInfo, TensorElementType elementType, ReadOnlySpan<long> shape, nint data, long bufferLengthInBytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bufferLengthInBytes);
        nint pointer;
        var address = bufferLengthInBytes == 0 ? Nowhere : data;
        fixed (long* dimensions = shape)
        {
            OrtStatus.ThrowIfFailed(OrtLibrary.Api->CreateTensorWithDataAsOrtValue(
                memoryInfo.Pointer, (void*)address, (nuint)bufferLengthInBytes, dimensions, (nuint)shape.Length, elementType, &pointer));
        }

        return new OrtValue(pointer);
    }

    /// <summary>A tensor over the caller's memory, without a copy; the memory is pinned until the value is disposed.</summary>
    public static OrtValue CreateTensorValueFromMemory<T>(OrtMemoryInfo memoryInfo, Memory<T> memory, ReadOnlySpan<long> shape)
        where T : unmanaged
    {
        var type = TensorElementTypes.Of<T>();
        var pinned = memory.Pin();
        try
        {
            var value = CreateTensorValueWithData(memoryInfo, type, shape, (nint)pinned.Pointer, (long)memory.Length * sizeof(T));
            value._pinned = pinned;
            return value;
        }
        catch (OrtException)
        {
            pinned.Dispose();
            throw;
        }
    }

    /// <summary>The same over an array in ordinary memory.</summary>
    public static OrtValue CreateTensorValueFromMemory<T>(T[] data, ReadOnlySpan<long> shape) where T : unmanaged =>
        CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, data.AsMemory(), shape);

    /// <summary>A tensor in memory that ONNX Runtime allocates; its contents are undefined until written, strings are empty.</summary>
    public static OrtValue CreateAllocatedTensorValue(TensorElementType elementType, ReadOnlySpan<long> shape)
    {
        nint pointer;
        fixed (long* dimensions = shape)
        {
            OrtStatus.ThrowIfFailed(OrtLibrary.Api->CreateTensorAsOrtValue(
                NativeText.DefaultAllocator(), dimensions, (nuint)shape.Length, elementType, &pointer));
        }

        return new OrtValue(pointer);
    }

    /// <summary>The elements, to be read.</summary>
    /// <exception cref="InvalidOperationException">The elements are not of type <typeparamref name="T"/>.</exception>
    public ReadOnlySpan<T> GetTensorDataAsSpan<T>() where T : unmanaged => GetTensorMutableDataAsSpan<T>();

    /// <summary>The elements, to be read and written.</summary>
    /// <exception cref="InvalidOperationException">The elements are not of type <typeparamref name="T"/>.</exception>
    public Span<T> GetTensorMutableDataAsSpan<T>() where T : unmanaged
    {
        using var lease = Lease();
        var (type, count) = ReadTypeAndCount(lease.Pointer);
        if (type != TensorElementTypes.Of<T>())
            throw new InvalidOperationException($"The tensor holds {type}, not {TensorElementTypes.Of<T>()}.");

        return new Span<T>(DataOf(lease.Pointer), checked((int)count));
    }

    /// <summary>The elements as bytes, whatever their type; strings have none.</summary>
    public Span<byte> GetTensorMutableRawData()
    {
        using var lease = Lease();
        var (type, count) = ReadTypeAndCount(lease.Pointer);
        var size = type.SizeInBytes();
        if (size == 0)
            throw new InvalidOperationException($"A tensor of {type} has no bytes per element.");

        return new Span<byte>(DataOf(lease.Pointer), checked((int)(count * size)));
    }

    protected override bool ReleaseHandle()
    {
        OrtLibrary.Api->ReleaseValue(handle);
        _pinned.Dispose();
        return true;
    }

    private static void* DataOf(nint pointer)
    {
        void* data;
        OrtStatus.ThrowIfFailed(OrtLibrary.Api->GetTensorMutableData(pointer, &data));
        return data;
    }
}
