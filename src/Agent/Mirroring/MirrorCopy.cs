using System.Buffers;
using ControlPlane.AgentHost.Inference;
using ControlPlane.AgentHost.Routing;
using ControlPlane.OnnxRuntime;

namespace ControlPlane.AgentHost.Mirroring;

/// <summary>
/// The parsed inputs of an answered request, for one or more shadows, in memory of its own.
/// Immutable; whoever takes it from the queue disposes of it.
/// </summary>
internal sealed class MirrorCopy : IDisposable
{
    private readonly byte[] _memory;

    /// <summary>Copies what a lane was run on.</summary>
    public MirrorCopy(InferenceLane lane, ServedShadow[] shadows, MirroredAnswer answer, int ruleIndex, long takenAt)
    {
        (Shadows, Answer, RuleIndex, TakenAt, Bytes) = (shadows, answer, ruleIndex, takenAt, BytesOf(lane));
        _memory = ArrayPool<byte>.Shared.Rent((int)Bytes);
        var inputs = new List<MirroredInput>(lane.Inputs.Length);
        var start = 0;
        foreach (var given in lane.Inputs)
        {
            if (!given.IsGiven)
                continue;
            inputs.Add(Copy(given, start));
            start += inputs[^1].ByteLength;
        }

        Inputs = [.. inputs];
    }

    /// <summary>Who gets it.</summary>
    public ServedShadow[] Shadows { get; }

    /// <summary>What the caller was answered.</summary>
    public MirroredAnswer Answer { get; }

    /// <summary>The rule that matched the request; −1 for none.</summary>
    public int RuleIndex { get; }

    /// <summary>When it was made, in ticks of the time provider.</summary>
    public long TakenAt { get; }

    /// <summary>Bytes of all inputs.</summary>
    public long Bytes { get; }

    /// <summary>In the order of the model that answered.</summary>
    public MirroredInput[] Inputs { get; }

    /// <summary>Bytes that a copy of a lane's inputs takes.</summary>
    public static long BytesOf(InferenceLane lane)
    {
        long bytes = 0;
        foreach (var input in lane.Inputs)
            bytes += !input.IsGiven ? 0 : input.Strings?.GetStringTensorDataLength() ?? input.ByteLength;
        return bytes;
    }

    /// <summary>The elements of an input; of strings, all texts one after the other.</summary>
    public ReadOnlySpan<byte> BytesOf(MirroredInput input) => _memory.AsSpan(input.Start, input.ByteLength);

    /// <summary>Counts for every shadow that it was not run.</summary>
    public void CountDropped()
    {
        foreach (var shadow in Shadows)
            shadow.Variant.Recorder.CopyDropped();
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_memory);

    private MirroredInput Copy(LaneInput input, int start)
    {
        var shape = input.Shape.ToArray();
        if (input.Strings is not { } strings)
        {
            input.Bytes.CopyTo(_memory.AsSpan(start));
            return new MirroredInput(input.Signature.Utf8Name, input.Signature.ElementType, shape, start, input.ByteLength, null);
        }

        TensorShapes.TryCount(shape, out var count);
        var textStarts = new nuint[count];
        var length = (int)strings.GetStringTensorDataLength();
        strings.CopyStrings(_memory.AsSpan(start, length), textStarts);
        return new MirroredInput(input.Signature.Utf8Name, TensorElementType.String, shape, start, length, textStarts);
    }
}
