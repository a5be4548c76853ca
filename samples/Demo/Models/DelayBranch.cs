using ControlPlane.Demo.Onnx;

namespace ControlPlane.Demo.Models;

/// <summary>
/// Honest arithmetic that changes nothing: a long chain of matrix products whose mean is multiplied by 0 and added to the scores.
/// It starts from the input, so it cannot be folded into a constant; and 0 times infinity is not 0, so no optimiser may leave it out.
/// Rows do not touch each other: a batch of n takes n times as long.
/// </summary>
internal static class DelayBranch
{
    /// <summary>Width of the square matrices.</summary>
    public const int Width = 384;

    /// <summary>Products per row of the batch.</summary>
    public const int Products = 44;

    /// <summary>Multiplications per row of the batch.</summary>
    public const long MultiplicationsPerRow = (long)Products * Width * Width * Width;

    /// <summary>Takes the flat input [N, features]; the scores [N, classes] come back with the same values.</summary>
    public static string Add(GraphBuilder graph, string flat, string scores, Random random)
    {
        var square = graph.Constant("delay.matrix", Matrix(random), Width, Width);
        var mean = graph.Add("ReduceMean", "delay.mean", [flat], OnnxAttribute.Many("axes", 1), OnnxAttribute.One("keepdims", 1));
        var lastAxis = graph.Constant("delay.axis", [2L], 1);
        var cube = graph.Add("Unsqueeze", "delay.cube", [mean, lastAxis]);
        var value = graph.Declare(graph.Add("Add", "delay.start", [cube, square]), null, Width, Width);
        for (var index = 0; index < Products; index++)
            value = graph.Declare(graph.Add("MatMul", $"delay.product{index}", [value, square]), null, Width, Width);

        var rest = graph.Add("ReduceMean", "delay.rest", [value], OnnxAttribute.Many("axes", 2), OnnxAttribute.One("keepdims", 0));
        var row = graph.Add("ReduceMean", "delay.row", [rest], OnnxAttribute.Many("axes", 1), OnnxAttribute.One("keepdims", 1));
        var nothing = graph.Add("Mul", "delay.nothing", [row, graph.Constant("delay.zero", [0f], 1)]);
        return graph.Add("Add", "delay.scores", [scores, nothing]);
    }

    /// <summary>Small enough that the product of the whole chain stays finite.</summary>
    private static float[] Matrix(Random random)
    {
        var deviation = 0.5f / MathF.Sqrt(Width);
        var values = new float[Width * Width];
        for (var index = 0; index < values.Length; index++)
            values[index] = deviation * random.Normal();

        return values;
    }
}
