using ControlPlane.Contracts.Outcomes;
using ControlPlane.Contracts.Routing;

namespace ControlPlane.AgentHost.Inference;

/// <summary>Runs a fresh model on zeros in the shapes of one row, so that its first caller does not wait for kernels and memory plans.</summary>
internal static class ModelWarmUp
{
    // The first run makes kernels and learns output shapes, the second plans memory, the third is as every later one.
    private const int Runs = 3;

    /// <summary>Null when the model is warm; the shortest run is then the first of its run times.</summary>
    /// <returns>Refusal: <c>model_rejected</c> when it fails although its declaration leaves no choice of shape but the number of rows.</returns>
    public static Refusal? Run(LanePool lanes, ModelSignature signature, RunTimes runTimes, TimeProvider time)
    {
        var lane = lanes.Rent();
        try
        {
            for (var i = 0; i < signature.Inputs.Length; i++)
            {
                long[] shape = [.. signature.Inputs[i].Shape.ToArray().Select(size => size < 0 ? 1 : size)];
                TensorShapes.TryCount(shape, out var count);
                lane.Reshape(i, shape, checked((int)count)).Bytes.Clear();
            }

            Refusal? failure = null;
            var shortest = TimeSpan.MaxValue;
            for (var run = 0; run < Runs && failure is null; run++)
            {
                var startedAt = time.GetTimestamp();
                failure = lane.Run(remaining: null);
                if (time.GetElapsedTime(startedAt) is var elapsed && elapsed < shortest)
                    shortest = elapsed;
            }

            if (failure is null)
                runTimes.Add(shortest);
            return failure is null || HasFreeShape(signature)
                ? null
                : new Refusal(RefusalCodes.ModelRejected, $"The model does not answer one row of zeros. {failure.Sentence}");
        }
        finally
        {
            lanes.Return(lane);
        }
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
}
