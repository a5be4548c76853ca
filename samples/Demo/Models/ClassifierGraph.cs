using ControlPlane.Demo.Onnx;
using ControlPlane.Demo.Training;

namespace ControlPlane.Demo.Models;

/// <summary>The parts that the graphs of all demo models share.</summary>
internal static class ClassifierGraph
{
    /// <summary>Name of the output with a probability per class.</summary>
    public const string Probabilities = "probabilities";

    /// <summary>Name of the output with the most probable class.</summary>
    public const string Label = "label";

    /// <summary>Adds the layers of a network; the value returned holds its scores before the softmax.</summary>
    public static string Scores(GraphBuilder graph, DenseNetwork network, string input)
    {
        var value = input;
        for (var index = 0; index < network.Layers.Count; index++)
        {
            var layer = network.Layers[index];
            var weights = graph.Constant($"dense{index}.weights", layer.Weights, layer.Inputs, layer.Outputs);
            var bias = graph.Constant($"dense{index}.bias", layer.Bias, layer.Outputs);
            value = graph.Add("Gemm", $"dense{index}", [value, weights, bias]);
            if (index < network.Layers.Count - 1)
                value = graph.Add("Relu", $"rectified{index}", [value]);
        }

        return value;
    }

    /// <summary>Ends a graph: probabilities and the label from the scores.</summary>
    public static OnnxGraph Finish(GraphBuilder graph, string scores, string name, string description, OnnxValue input, int classes)
    {
        graph.Add("Softmax", Probabilities, [scores], OnnxAttribute.One("axis", 1));
        graph.Add("ArgMax", Label, [Probabilities], OnnxAttribute.One("axis", 1), OnnxAttribute.One("keepdims", 0));
        return graph.Build(
            name,
            description,
            input,
            new OnnxValue(Label, OnnxElementType.Int64, [null], "Index of the most probable class"),
            new OnnxValue(Probabilities, OnnxElementType.Float, [null, classes], "A probability per class; a row sums to 1"));
    }
}
