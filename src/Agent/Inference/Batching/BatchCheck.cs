using ControlPlane.OnnxRuntime;

namespace ControlPlane.AgentHost.Inference.Batching;

/// <summary>Finds out, before a model serves, whether its rows may be run together. Stateless.</summary>
internal static class BatchCheck
{
    // Kernels choose other orders of summing for other sizes; rows that depend on each other differ by far more.
    private const double Tolerance = 1e-4;
    private const double CoarseTolerance = 2e-2;

    /// <summary>
    /// Whether every input and output is a tensor of numbers with a free first size, and rows come out of a batch as they come out alone:
    /// tried with two rows and with as many as a batch may have.
    /// </summary>
    public static bool Passes(LanePool lanes, ModelSignature signature, int maximumRows) =>
        maximumRows > 1 && signature.IsNumeric && HasFreeRows(signature) && Agrees(lanes, signature, 2) && (maximumRows == 2 || Agrees(lanes, signature, maximumRows));

    private static bool HasFreeRows(ModelSignature signature)
    {
        foreach (var input in signature.Inputs[..signature.RequiredInputCount])
        {
            if (!IsFree(input))
                return false;
        }

        foreach (var output in signature.Outputs)
        {
            if (!IsFree(output))
                return false;
        }

        return signature.RequiredInputCount > 0;

        static bool IsFree(TensorSignature tensor) => tensor.Shape is [< 0, ..];
    }

    private static bool Agrees(LanePool pool, ModelSignature signature, int rows)
    {
        var batch = pool.Rent();
        var singles = Enumerable.Range(0, rows).Select(_ => pool.Rent()).ToArray();
        try
        {
            foreach (var (row, lane) in singles.Index())
                Fill(lane, signature, row);
            // The first rows and the last one stand for all, because running each alone would take as long as the batch saves.
            int[] judged = [.. new[] { 0, 1, rows - 1 }.Distinct()];
            var alone = judged.Select(row => Alone(singles[row])).ToArray();
            if (Array.Exists(alone, a => a is null) || BatchRun.Run(batch, singles, remaining: null) is not null)
                return false;

            return judged.Index().All(j => AreNear(singles[j.Item], alone[j.Index]!));
        }
        finally
        {
            pool.Return(batch);
            foreach (var lane in singles)
                pool.Return(lane);
        }
    }

    // What a lane's row gives by itself; null when the model does not take it.
    private static byte[][]? Alone(InferenceLane lane) =>
        lane.Run(remaining: null) is null ? [.. lane.Outputs.ToArray().Select(o => o.Bytes.ToArray())] : null;

    private static bool AreNear(InferenceLane lane, byte[][] alone)
    {
        for (var i = 0; i < alone.Length; i++)
        {
            if (!IsNear(lane.Outputs[i].Bytes, alone[i], lane.Outputs[i].Signature.ElementType))
                return false;
        }

        return true;
    }

    private static void Fill(InferenceLane lane, ModelSignature signature, int row)
    {
        for (var i = 0; i < signature.Inputs.Length; i++)
        {
            if (signature.Inputs[i].IsOptional)
            {
                lane.Omit(i);
                continue;
            }

            long[] shape = [.. signature.Inputs[i].Shape.ToArray().Select(size => size < 0 ? 1 : size)];
            TensorShapes.TryCount(shape, out var count);
            Vary(lane.Reshape(i, shape, checked((int)count)).Bytes, signature.Inputs[i].ElementType, row);
        }
    }

    // Rows that differ from each other: fractions between 0 and 1, which roots and logarithms take, and whole numbers of 0 and 1, which most indexes allow.
    private static void Vary(Span<byte> elements, TensorElementType type, int row)
    {
        var width = type.SizeInBytes();
        for (var i = 0; i < elements.Length / width; i++)
        {
            var mixed = unchecked((uint)((row * 7919) + i + 1) * 2654435761u) >> 8;
            if (TensorElements.IsFloatingPoint(type))
                PrecisionBridge.Write(elements, type, i, (mixed + 1) / (double)(1 << 25));
            else
                TensorElements.Fill(elements.Slice(i * width, width), type, (int)(mixed & 1));
        }
    }

    private static bool IsNear(ReadOnlySpan<byte> batched, ReadOnlySpan<byte> alone, TensorElementType type)
    {
        if (!TensorElements.IsFloatingPoint(type) || batched.Length != alone.Length)
            return batched.SequenceEqual(alone);

        var tolerance = type is TensorElementType.Float16 or TensorElementType.BFloat16 ? CoarseTolerance : Tolerance;
        for (var i = 0; i < alone.Length / type.SizeInBytes(); i++)
        {
            var (one, other) = (PrecisionBridge.ReadDouble(batched, type, i), PrecisionBridge.ReadDouble(alone, type, i));
            if (!one.Equals(other) && !(Math.Abs(one - other) <= tolerance * Math.Max(1, Math.Abs(other))))
                return false;
        }

        return true;
    }
}
