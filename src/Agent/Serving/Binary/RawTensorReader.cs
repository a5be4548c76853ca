using ControlPlane.AgentHost.Inference;
using ControlPlane.OnnxRuntime;

namespace ControlPlane.AgentHost.Serving.Binary;

/// <summary>Puts the bytes of a tensor into its place in a lane: little-endian, row-major, without padding. Stateless.</summary>
internal static class RawTensorReader
{
    /// <summary>Reads a tensor whose shape the signature accepts.</summary>
    /// <param name="raw">The bytes, exactly those of the tensor.</param>
    /// <param name="given">What they hold: the model's own type, or a fraction that it can be carried to.</param>
    /// <param name="shape">The declared shape.</param>
    /// <param name="lane">Where it goes.</param>
    /// <param name="index">Which input it is.</param>
    /// <returns>Null, or what is wrong.</returns>
    public static string? Read(ReadOnlySpan<byte> raw, TensorElementType given, ReadOnlySpan<long> shape, InferenceLane lane, int index)
    {
        if (!TensorShapes.TryCount(shape, out var count))
            count = long.MaxValue;
        if (given == TensorElementType.String)
            return ReadStrings(raw, shape, count, lane, index);

        var width = given.SizeInBytes();
        if (raw.Length % width != 0 || raw.Length / width != count)
            return $"the binary data has {raw.Length} bytes, but shape {TensorShapes.Describe(shape)} of {ProtocolDatatypes.NameOf(given)} takes {count} elements of {width}";

        var place = lane.Reshape(index, shape, (int)count);
        var expected = place.Signature.ElementType;
        if (given != expected)
        {
            return PrecisionBridge.Convert(raw, given, place.Bytes, expected) is >= 0 and var beyond
                ? $"element {beyond} is {PrecisionBridge.ReadDouble(raw, given, beyond):R}, which is beyond the range of {place.Signature.Datatype} that the model takes"
                : null;
        }

        // The runtime reads a truth value as it is, and one that is neither 0 nor 1 behaves differently from node to node.
        if (given == TensorElementType.Bool && raw.IndexOfAnyExcept((byte)0, (byte)1) is >= 0 and var odd)
            return $"element {odd} is the byte {raw[odd]}, but BOOL is 0 or 1";

        raw.CopyTo(place.Bytes);
        return null;
    }

    private static string? ReadStrings(ReadOnlySpan<byte> raw, ReadOnlySpan<long> shape, long count, InferenceLane lane, int index)
    {
        // Each string takes at least its length, so no memory is taken for what a shape merely claims.
        if (count > raw.Length / RawStrings.LengthSize)
            return $"the binary data has {raw.Length} bytes, too few for the {count} strings of shape {TensorShapes.Describe(shape)}";

        var strings = lane.Reshape(index, shape, (int)count).Strings!;
        var rest = raw;
        for (var i = 0; i < count; i++)
        {
            if (!RawStrings.TryTake(ref rest, out var text))
                return $"the length of element {i} does not fit the {raw.Length} bytes of binary data";
            strings.StringTensorSetElementAt(text, i);
        }

        return rest.IsEmpty ? null : $"the binary data goes on for {rest.Length} bytes after the {count} strings of shape {TensorShapes.Describe(shape)}";
    }
}
