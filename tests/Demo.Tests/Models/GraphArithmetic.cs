using ControlPlane.Demo.Onnx;

namespace ControlPlane.Demo.Tests.Models;

/// <summary>Counts the multiplications of the matrix products in a graph, from the shapes of constants and of declared values.</summary>
internal static class GraphArithmetic
{
    public static long MultiplicationsPerRow(OnnxGraph graph)
    {
        var constants = graph.Constants.ToDictionary(constant => constant.Name, constant => constant.Dimensions);
        var declared = graph.Values.ToDictionary(value => value.Name, value => value.Dimensions);
        return graph.Nodes.Where(node => node.Operator is "Gemm" or "MatMul").Sum(node => Count(node, constants[node.Inputs[1]]));

        long Count(OnnxNode node, IReadOnlyList<long> weights)
        {
            var rowsOfTheLeftSide = declared.TryGetValue(node.Inputs[0], out var shape) ? shape[1]!.Value : 1;
            return rowsOfTheLeftSide * weights[0] * weights[1];
        }
    }
}
