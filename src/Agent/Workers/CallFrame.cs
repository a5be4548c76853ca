using ControlPlane.AgentHost.Inference;

namespace ControlPlane.AgentHost.Workers;

/// <summary>
/// A call on its way into a model's process: time left in ticks (−1 for ever), number, then per input −1 or its shape and its elements.
/// Stateless.
/// </summary>
internal static class CallFrame
{
    private const int Omitted = -1;
    private const int HeadBytes = 2 * sizeof(long);

    public static int SizeOf(ReadOnlySpan<LaneInput> inputs)
    {
        var size = HeadBytes;
        foreach (var input in inputs)
        {
            size = checked(size + sizeof(long));
            if (!input.IsGiven)
                continue;
            size = checked(size + ((1 + input.Shape.Length) * sizeof(long)));
            size = checked(size + (input.Strings is { } strings ? StringFrame.SizeOf(strings, StringFrame.CountOf(input.Shape)) : sizeof(long) + FrameWriter.Padded(input.ByteLength)));
        }

        return size;
    }

    public static void Write(Span<byte> memory, ReadOnlySpan<LaneInput> inputs, TimeSpan? remaining, int number)
    {
        var frame = new FrameWriter(memory);
        frame.Number(remaining?.Ticks ?? -1);
        frame.Number(number);
        foreach (var input in inputs)
        {
            frame.Number(input.IsGiven ? 0 : Omitted);
            if (!input.IsGiven)
                continue;
            frame.Number(input.Shape.Length);
            frame.Numbers(input.Shape);
            if (input.Strings is { } strings)
                StringFrame.Write(ref frame, strings, StringFrame.CountOf(input.Shape));
            else
                frame.Bytes(input.Bytes);
        }
    }

    /// <summary>Puts a call into a lane.</summary>
    /// <exception cref="InvalidDataException">The frame is none for this lane's model.</exception>
    public static (TimeSpan? Remaining, int Number) Read(ReadOnlySpan<byte> memory, InferenceLane lane)
    {
        var frame = new FrameReader(memory);
        var ticks = frame.Number();
        var number = frame.Number(0, int.MaxValue);
        Span<long> shape = stackalloc long[TensorShapes.MaximumRank];
        for (var i = 0; i < lane.Inputs.Length; i++)
        {
            if (frame.Number(Omitted, 0) == Omitted)
            {
                lane.Omit(i);
                continue;
            }

            var given = shape[..frame.Shape(shape)];
            var input = lane.Reshape(i, given, StringFrame.CountOf(given));
            if (input.Strings is { } strings)
                StringFrame.Read(ref frame, strings, StringFrame.CountOf(given));
            else
                frame.Take(frame.Number(input.ByteLength, input.ByteLength)).CopyTo(input.Bytes);
        }

        return (ticks < 0 ? null : TimeSpan.FromTicks(ticks), number);
    }
}
