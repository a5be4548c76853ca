using ControlPlane.TestKit;
using ControlPlane.TestKit.Onnx;

namespace ControlPlane.Benchmarks.Infer;

/// <summary>The measured models: shared ones where they are, else perceptrons made on the spot.</summary>
internal static class MeasuredModels
{
    /// <summary>30 features through 64 and 32 neurons to 2 probabilities.</summary>
    public static string Fraud(string folder) => SharedFolder.SkipReason is null ? SharedFolder.PathOf("models", "fraud.onnx") : Make(folder, "fraud", 30, 64, 32, 2);

    /// <summary>784 pixels through 128 neurons to 10 probabilities.</summary>
    public static string Digits(string folder) => Make(folder, "digits", 784, 128, 10);

    /// <summary>1,024 features through 1,024 neurons to 10 probabilities: 4 MB of weights, which a run reads once for however many rows.</summary>
    public static string Wide(string folder) => Make(folder, "wide", 1_024, 1_024, 10);

    /// <summary>A shared model; null where it is not.</summary>
    public static string? Shared(string name) => SharedFolder.SkipReason is null ? SharedFolder.PathOf("models", name) : null;

    private static string Make(string folder, string name, params int[] widths)
    {
        var random = new Random(1);
        var model = new OnnxModelBuilder(name).Input("features", OnnxType.Float, "N", widths[0]).Output("probabilities", OnnxType.Float, "N", widths[^1]);
        var before = "features";
        for (var layer = 1; layer < widths.Length; layer++)
        {
            var (rows, columns) = (widths[layer - 1], widths[layer]);
            var weights = Enumerable.Range(0, rows * columns).Select(_ => (float)((random.NextDouble() - 0.5) / Math.Sqrt(rows))).ToArray();
            model.Initializer($"weights{layer}", OnnxTensor.Of<float>([rows, columns], weights))
                .Initializer($"bias{layer}", OnnxTensor.Vector<float>(new float[columns]))
                .Node("Gemm", [before, $"weights{layer}", $"bias{layer}"], [$"sum{layer}"]);
            before = $"layer{layer}";
            if (layer < widths.Length - 1)
                model.Node("Relu", [$"sum{layer}"], [before]);
        }

        var made = Path.Combine(folder, $"{name}.onnx");
        File.WriteAllBytes(made, model.Node("Softmax", [$"sum{widths.Length - 1}"], ["probabilities"], OnnxAttribute.Int("axis", 1)).Build());
        return made;
    }
}
