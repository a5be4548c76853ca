using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.AgentHost.Inference.Batching;

/// <summary>Runs the rows of several lanes in one: side by side in, apart again out. Stateless.</summary>
internal static class BatchRun
{
    /// <summary>Whether a lane's inputs may lie beside another's: the same inputs given, and the same sizes behind the first.</summary>
    public static bool CanJoin(InferenceLane lane, InferenceLane other)
    {
        for (var i = 0; i < lane.Inputs.Length; i++)
        {
            var (mine, its) = (lane.Inputs[i], other.Inputs[i]);
            if (mine.IsGiven != its.IsGiven || (mine.IsGiven && !mine.Shape[1..].SequenceEqual(its.Shape[1..])))
                return false;
        }

        return true;
    }

    /// <summary>Runs them; after success each lane shows its own rows.</summary>
    /// <returns>Null, or why the run as a whole failed; no lane shows anything then.</returns>
    public static Refusal? Run(InferenceLane batch, ReadOnlySpan<InferenceLane> lanes, TimeSpan? remaining)
    {
        var rows = 0;
        foreach (var lane in lanes)
            rows += lane.RowCount;
        Gather(batch, lanes, rows);
        if (batch.Run(remaining) is { } failure)
            return failure;

        foreach (var output in batch.Outputs)
        {
            if (output.Shape is not [var first, ..] || first != rows)
                return new Refusal(InferenceCodes.ModelFailed, $"Output '{output.Signature.Name}' has shape {TensorShapes.Describe(output.Shape)} for {rows} rows.");
        }

        Scatter(batch, lanes, rows);
        return null;
    }

    private static void Gather(InferenceLane batch, ReadOnlySpan<InferenceLane> lanes, int rows)
    {
        Span<long> shape = stackalloc long[TensorShapes.MaximumRank];
        for (var i = 0; i < batch.Inputs.Length; i++)
        {
            var first = lanes[0].Inputs[i];
            if (!first.IsGiven)
            {
                batch.Omit(i);
                continue;
            }

            first.Shape.CopyTo(shape);
            shape[0] = rows;
            TensorShapes.TryCount(shape[..first.Shape.Length], out var count);
            var place = batch.Reshape(i, shape[..first.Shape.Length], checked((int)count)).Bytes;
            foreach (var lane in lanes)
            {
                lane.Inputs[i].Bytes.CopyTo(place);
                place = place[lane.Inputs[i].ByteLength..];
            }
        }
    }

    private static void Scatter(InferenceLane batch, ReadOnlySpan<InferenceLane> lanes, int rows)
    {
        Span<long> shape = stackalloc long[TensorShapes.MaximumRank];
        for (var i = 0; i < batch.Outputs.Length; i++)
        {
            var output = batch.Outputs[i];
            output.Shape.CopyTo(shape);
            var bytes = output.Bytes;
            var perRow = bytes.Length / rows;
            foreach (var lane in lanes)
            {
                shape[0] = lane.RowCount;
                lane.TakeOutput(i, shape[..output.Shape.Length], bytes[..(lane.RowCount * perRow)]);
                bytes = bytes[(lane.RowCount * perRow)..];
            }
        }
    }
}
