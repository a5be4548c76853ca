using System.Text;
using ControlPlane.OnnxRuntime.Native;

namespace ControlPlane.OnnxRuntime;

public sealed unsafe partial class OrtValue
{
    /// <summary>A tensor of empty strings, to be filled element by element.</summary>
    public static OrtValue CreateTensorWithEmptyStrings(ReadOnlySpan<long> shape) =>
        CreateAllocatedTensorValue(TensorElementType.String, shape);

    /// <summary>A tensor of the given strings.</summary>
    public static OrtValue CreateFromStringTensor(ReadOnlySpan<string> values, ReadOnlySpan<long> shape)
    {
        var tensor = CreateTensorWithEmptyStrings(shape);
        try
        {
            for (var i = 0; i < values.Length; i++)
                tensor.StringTensorSetElementAt(values[i], i);
            return tensor;
        }
        catch (OrtException)
        {
            tensor.Dispose();
            throw;
        }
    }

    /// <summary>Bytes of all strings of the tensor together.</summary>
    public long GetStringTensorDataLength()
    {
        using var lease = Lease();
        return DataLengthOf(lease.Pointer);
    }

    /// <summary>Sets one string from its UTF-8 bytes.</summary>
    public void StringTensorSetElementAt(ReadOnlySpan<byte> utf8, int index)
    {
        using var lease = Lease();
        utf8.CopyTo(Resize(lease.Pointer, index, utf8.Length));
    }

    /// <summary>Sets one string.</summary>
    public void StringTensorSetElementAt(ReadOnlySpan<char> text, int index)
    {
        using var lease = Lease();
        Encoding.UTF8.GetBytes(text, Resize(lease.Pointer, index, Encoding.UTF8.GetByteCount(text)));
    }

    /// <summary>
    /// Copies all strings, one after the other, and where each begins.
    /// <paramref name="bytes"/> needs <see cref="GetStringTensorDataLength"/>, <paramref name="offsets"/> one place per element.
    /// </summary>
    public void CopyStrings(Span<byte> bytes, Span<nuint> offsets)
    {
        using var lease = Lease();
        // An empty span has no address, and ONNX Runtime wants one.
        var nothing = (byte*)Nowhere;
        fixed (byte* destination = bytes)
        fixed (nuint* starts = offsets)
        {
            OrtStatus.ThrowIfFailed(OrtLibrary.Api->GetStringTensorContent(
                lease.Pointer,
                bytes.IsEmpty ? nothing : destination,
                (nuint)bytes.Length,
                offsets.IsEmpty ? (nuint*)nothing : starts,
                (nuint)offsets.Length));
        }
    }

    /// <summary>One string.</summary>
    public string GetStringElement(int index)
    {
        using var lease = Lease();
        nuint length;
        OrtStatus.ThrowIfFailed(OrtLibrary.Api->GetStringTensorElementLength(lease.Pointer, (nuint)index, &length));
        var bytes = new byte[length];
        fixed (byte* destination = bytes)
        {
            if (length > 0)
                OrtStatus.ThrowIfFailed(OrtLibrary.Api->GetStringTensorElement(lease.Pointer, length, (nuint)index, destination));
        }

        return Encoding.UTF8.GetString(bytes);
    }

    /// <summary>All strings, in row-major order.</summary>
    public string[] GetStringTensorAsArray()
    {
        using var lease = Lease();
        var count = checked((int)ReadTypeAndCount(lease.Pointer).Count);
        var bytes = new byte[DataLengthOf(lease.Pointer)];
        var offsets = new nuint[count];
        CopyStrings(bytes, offsets);

        var strings = new string[count];
        for (var i = 0; i < count; i++)
        {
            var end = i + 1 < count ? (int)offsets[i + 1] : bytes.Length;
            strings[i] = Encoding.UTF8.GetString(bytes.AsSpan((int)offsets[i]..end));
        }

        return strings;
    }

    private static long DataLengthOf(nint pointer)
    {
        nuint length;
        OrtStatus.ThrowIfFailed(OrtLibrary.Api->GetStringTensorDataLength(pointer, &length));
        return (long)length;
    }

    private static Span<byte> Resize(nint pointer, int index, int length)
    {
        byte* buffer;
        OrtStatus.ThrowIfFailed(OrtLibrary.Api->GetResizedStringTensorElementBuffer(pointer, (nuint)index, (nuint)length, &buffer));
        return new Span<byte>(buffer, length);
    }
}
