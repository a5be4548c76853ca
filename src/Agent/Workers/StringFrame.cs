using System.Runtime.InteropServices;
using ControlPlane.AgentHost.Inference;
using ControlPlane.OnnxRuntime;

namespace ControlPlane.AgentHost.Workers;

/// <summary>Tensors of strings inside a frame: where each begins, then all of them. Stateless.</summary>
internal static class StringFrame
{
    /// <summary>Bytes that it takes.</summary>
    public static int SizeOf(OrtValue strings, int count) =>
        sizeof(long) + (count * sizeof(long)) + FrameWriter.Padded(checked((int)strings.GetStringTensorDataLength()));

    public static void Write(ref FrameWriter frame, OrtValue strings, int count)
    {
        var length = (int)strings.GetStringTensorDataLength();
        frame.Number(length);
        var offsets = new nuint[count];
        var starts = frame.Take(count * sizeof(long));
        strings.CopyStrings(frame.Take(length), offsets);
        for (var i = 0; i < count; i++)
            MemoryMarshal.Write(starts[(i * sizeof(long))..], (long)offsets[i]);
    }

    /// <summary>Fills a tensor that has as many places.</summary>
    /// <exception cref="InvalidDataException">The frame says otherwise.</exception>
    public static void Read(ref FrameReader frame, OrtValue strings, int count)
    {
        var length = frame.Number(0, int.MaxValue);
        var starts = MemoryMarshal.Cast<byte, long>(frame.Take(checked(count * sizeof(long))));
        var bytes = frame.Take(length);
        for (var i = 0; i < count; i++)
        {
            var (start, end) = (starts[i], i + 1 < count ? starts[i + 1] : length);
            if (start < 0 || end < start || end > length)
                throw new InvalidDataException("The strings of the frame overlap.");
            strings.StringTensorSetElementAt(bytes[(int)start..(int)end], i);
        }
    }

    /// <summary>How many strings a shape has.</summary>
    public static int CountOf(ReadOnlySpan<long> shape) =>
        TensorShapes.TryCount(shape, out var count) && count <= Array.MaxLength / sizeof(long)
            ? (int)count
            : throw new InvalidDataException($"A tensor of shape {TensorShapes.Describe(shape)} is too large.");
}
