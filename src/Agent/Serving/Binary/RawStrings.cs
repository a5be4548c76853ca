using System.Buffers;
using System.Buffers.Binary;
using ControlPlane.AgentHost.Inference;
using ControlPlane.AgentHost.Serving.Json;

namespace ControlPlane.AgentHost.Serving.Binary;

/// <summary>Strings as bytes: each behind its length, four bytes, little-endian. Stateless.</summary>
internal static class RawStrings
{
    /// <summary>Bytes before each string.</summary>
    public const int LengthSize = sizeof(uint);

    /// <summary>Takes the next string off; false when its length points beyond the end.</summary>
    public static bool TryTake(ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> text)
    {
        text = default;
        if (!BinaryPrimitives.TryReadUInt32LittleEndian(rest, out var length) || length > rest.Length - LengthSize)
            return false;

        text = rest.Slice(LengthSize, (int)length);
        rest = rest[(LengthSize + (int)length)..];
        return true;
    }

    /// <summary>Adds a string.</summary>
    public static void Append(JsonBuffer to, ReadOnlySpan<byte> text)
    {
        Span<byte> length = stackalloc byte[LengthSize];
        BinaryPrimitives.WriteUInt32LittleEndian(length, (uint)text.Length);
        to.Raw(length);
        to.Raw(text);
    }

    /// <summary>Adds every string of an output.</summary>
    public static void Append(JsonBuffer to, LaneOutput output)
    {
        var length = checked((int)output.Value!.GetStringTensorDataLength());
        var bytes = ArrayPool<byte>.Shared.Rent(length);
        var starts = ArrayPool<nuint>.Shared.Rent(output.ElementCount);
        try
        {
            output.Value.CopyStrings(bytes.AsSpan(0, length), starts.AsSpan(0, output.ElementCount));
            for (var i = 0; i < output.ElementCount; i++)
                Append(to, bytes.AsSpan((int)starts[i]..(i + 1 < output.ElementCount ? (int)starts[i + 1] : length)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
            ArrayPool<nuint>.Shared.Return(starts);
        }
    }
}
