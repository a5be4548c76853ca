using System.Text;
using ControlPlane.AgentHost.Inference;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.OnnxRuntime;

namespace ControlPlane.AgentHost.Workers;

/// <summary>What comes out of a model's process: how the run ended, its processor time, then each output, or the sentence that says why there are none. Stateless.</summary>
internal static class AnswerFrame
{
    private const int HeadBytes = 2 * sizeof(long);
    private const int Absent = 0, Numbers = 1, Strings = 2, Maps = 3;

    private static readonly string?[] Codes = [null, InferenceCodes.ModelFailed, InferenceCodes.DeadlineExceeded, InferenceCodes.Cancelled];

    public static int SizeOf(ReadOnlySpan<LaneOutput> outputs)
    {
        var size = HeadBytes;
        foreach (var output in outputs)
        {
            size = checked(size + sizeof(long));
            if (output.IsAbsent)
                continue;
            size = checked(size + ((1 + output.Shape.Length) * sizeof(long)));
            size = checked(size + (KindOf(output) == Strings ? StringFrame.SizeOf(output.Value!, output.ElementCount) : sizeof(long) + FrameWriter.Padded(output.Bytes.Length)));
            foreach (var name in output.ClassNames ?? [])
                size = checked(size + sizeof(long) + FrameWriter.Padded(Encoding.UTF8.GetByteCount(name)));
        }

        return size;
    }

    public static void Write(Span<byte> memory, ReadOnlySpan<LaneOutput> outputs, long cpuNanoseconds)
    {
        var frame = new FrameWriter(memory);
        frame.Number(0);
        frame.Number(cpuNanoseconds);
        foreach (var output in outputs)
        {
            var kind = KindOf(output);
            frame.Number(kind);
            if (kind == Absent)
                continue;
            frame.Number(output.Shape.Length);
            frame.Numbers(output.Shape);
            if (kind == Strings)
                StringFrame.Write(ref frame, output.Value!, output.ElementCount);
            else
                frame.Bytes(output.Bytes);
            // As many as the second size of the shape says.
            foreach (var name in output.ClassNames ?? [])
                frame.Bytes(Encoding.UTF8.GetBytes(name));
        }
    }

    /// <summary>The frame of a run that failed.</summary>
    public static byte[] Of(Refusal refusal)
    {
        var sentence = Encoding.UTF8.GetBytes(refusal.Sentence);
        var memory = new byte[HeadBytes + sizeof(long) + FrameWriter.Padded(sentence.Length)];
        var frame = new FrameWriter(memory);
        frame.Number(Array.IndexOf(Codes, refusal.Code));
        frame.Number(0);
        frame.Bytes(sentence);
        return memory;
    }

    /// <summary>Has a lane's outputs show what a frame holds; numbers stay where they lie.</summary>
    /// <returns>Null, or why the run failed.</returns>
    /// <exception cref="InvalidDataException">The frame is none for these outputs.</exception>
    public static Refusal? Show(nint address, ReadOnlySpan<byte> memory, ReadOnlySpan<LaneOutput> outputs, out long cpuNanoseconds)
    {
        var frame = new FrameReader(memory);
        var code = Codes[frame.Number(0, Codes.Length - 1)];
        cpuNanoseconds = frame.Number();
        if (code is not null)
            return new Refusal(code, Encoding.UTF8.GetString(frame.Bytes()));

        Span<long> shape = stackalloc long[TensorShapes.MaximumRank];
        foreach (var output in outputs)
        {
            var kind = frame.Number(Absent, Maps);
            if (kind == Absent)
                output.ShowAbsence();
            else
                Show(ref frame, kind, address, output, shape[..frame.Shape(shape)]);
        }

        return null;
    }

    private static void Show(ref FrameReader frame, int kind, nint address, LaneOutput output, scoped ReadOnlySpan<long> shape)
    {
        var count = StringFrame.CountOf(shape);
        var isText = output.Signature.ElementType == TensorElementType.String;
        if (isText != (kind == Strings) || (kind == Maps) != output.Signature.IsMapSequence || (kind == Maps && shape.Length != 2))
            throw new InvalidDataException($"Output '{output.Signature.Name}' is of another kind.");

        if (isText)
        {
            var strings = OrtValue.CreateTensorWithEmptyStrings(shape);
            output.ShowValue(strings);
            StringFrame.Read(ref frame, strings, count);
            return;
        }

        var expected = checked(count * output.Signature.ElementType.SizeInBytes());
        var length = frame.Number(expected, expected);
        var at = frame.At;
        _ = frame.Take(length);
        output.ShowMemory(shape, address + at, length, kind == Maps ? Names(ref frame, (int)shape[1]) : null);
    }

    private static string[] Names(ref FrameReader frame, int count)
    {
        var names = new List<string>();
        while (names.Count < count)
            names.Add(Encoding.UTF8.GetString(frame.Bytes()));
        return [.. names];
    }

    private static int KindOf(LaneOutput output) =>
        output.IsAbsent ? Absent
        : output.Signature.IsMapSequence ? Maps
        : output.Signature.ElementType == TensorElementType.String ? Strings
        : Numbers;
}
