using ControlPlane.Contracts.Outcomes;
using ControlPlane.Contracts.Routing;

namespace ControlPlane.AgentHost.Inference;

/// <summary>
/// Runs a fresh model on zeros in the shapes of one row, so that its first caller does not wait for kernels and memory plans.
/// A model that cannot take zeros, such as a scale, is run on ones.
/// </summary>
internal static class ModelWarmUp
{
    // The first run makes kernels and learns output shapes, the second plans memory, the third is as every later one.
    private const int Runs = 3;

    /// <summary>Null when the model is warm; the shortest run is then the first of its run times.</summary>
    /// <returns>Refusal: <c>model_rejected</c> when it fails although its declaration leaves no choice but the number of rows and the values of fractions.</returns>
    public static Refusal? Run(InferenceLane lane, ModelSignature signature, RunTimes runTimes, TimeProvider time)
    {
        if (Run(lane, signature, runTimes, time, value: 0) is not { } failure)
            return null;
        return Run(lane, signature, runTimes, time, value: 1) is null || RunWhole(lane, signature, runTimes, time) is null || HasFreeShape(signature) || TakesOtherThanFractions(signature)
            ? null
            : new Refusal(RefusalCodes.ModelRejected, $"The model does not answer one row of zeros. {failure.Sentence}");
    }

    /// <summary>Runs a lane on one value everywhere, optional inputs left out; the shortest run is added to the run times.</summary>
    /// <returns>Null, or why a run failed.</returns>
    public static Refusal? Run(InferenceLane lane, ModelSignature signature, RunTimes runTimes, TimeProvider time, int value)
    {
        for (var i = 0; i < signature.Inputs.Length; i++)
        {
            if (signature.Inputs[i].IsOptional)
                lane.Omit(i);
            else
                Fill(lane, i, signature.Inputs[i], value);
        }

        return Run(lane, runTimes, time);
    }

    // A model may take an input as optional and not do without it nevertheless.
    private static Refusal? RunWhole(InferenceLane lane, ModelSignature signature, RunTimes runTimes, TimeProvider time)
    {
        for (var i = 0; i < signature.Inputs.Length; i++)
            Fill(lane, i, signature.Inputs[i], value: 0);
        return Run(lane, runTimes, time);
    }

    private static void Fill(InferenceLane lane, int index, TensorSignature input, int value)
    {
        long[] shape = [.. input.Shape.ToArray().Select(size => size < 0 ? 1 : size)];
        TensorShapes.TryCount(shape, out var count);
        TensorElements.Fill(lane.Reshape(index, shape, checked((int)count)).Bytes, input.ElementType, value);
    }

    private static Refusal? Run(InferenceLane lane, RunTimes runTimes, TimeProvider time)
    {
        var shortest = TimeSpan.MaxValue;
        for (var run = 0; run < Runs; run++)
        {
            var startedAt = time.GetTimestamp();
            if (lane.Run(remaining: null) is { } failure)
                return failure;
            if (time.GetElapsedTime(startedAt) is var elapsed && elapsed < shortest)
                shortest = elapsed;
        }

        runTimes.Add(shortest);
        return null;
    }

    private static bool HasFreeShape(ModelSignature signature)
    {
        foreach (var input in signature.Inputs)
        {
            if (input.Shape.Length > 1 && input.Shape[1..].ContainsAnyInRange(long.MinValue, -1))
                return true;
        }

        return false;
    }

    // Whole numbers may be sizes, places or axes, and strings may be numbers: neither zero nor one nor an empty text need be possible.
    private static bool TakesOtherThanFractions(ModelSignature signature)
    {
        foreach (var input in signature.Inputs)
        {
            if (!TensorElements.IsFloatingPoint(input.ElementType))
                return true;
        }

        return false;
    }
}
