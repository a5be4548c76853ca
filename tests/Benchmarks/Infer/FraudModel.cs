using ControlPlane.TestKit;
using ControlPlane.TestKit.Onnx;

namespace ControlPlane.Benchmarks.Infer;

/// <summary>The measured model: 30 features through 64 and 32 neurons to 2 probabilities.</summary>
internal static class FraudModel
{
    /// <summary>The file given, else the shared one, else one of the same shape made on the spot.</summary>
    public static string Find(string? given, string folder)
    {
        if (given is not null)
            return Path.GetFullPath(given);
        if (SharedFolder.SkipReason is null)
            return SharedFolder.PathOf("models", "fraud.onnx");

        var made = Path.Combine(folder, "fraud.onnx");
        File.WriteAllBytes(made, Make(30, 64, 32, 2));
        return made;
    }

    private static byte[] Make(params int[] widths)
    {
        var random = new Random(1);
        var model = new OnnxModelBuilder("fraud").Input("features", OnnxType.Float, "N", widths[0]).Output("probabilities", OnnxType.Float, "N", widths[^1]);
        var before = "features";
        for (var layer = 1; layer < widths.Length; layer++)
        {
            var (rows, columns) = (widths[layer - 1], widths[layer]);
            var weights = Enumerable.Range(0, rows * columns).Select(_ => (float)(random.NextDouble() - 0.5)).ToArray();
            model.Initializer($"weights{layer}", OnnxTensor.Of<float>([rows, columns], weights))
                .Initializer($"bias{layer}", OnnxTensor.Vector<float>(new float[columns]))
                .Node("Gemm", [before, $"weights{layer}", $"bias{layer}"], [$"sum{layer}"]);
            before = $"layer{layer}";
            if (layer < widths.Length - 1)
                model.Node("Relu", [$"sum{layer}"], [before]);
        }

        return model.Node("Softmax", [$"sum{widths.Length - 1}"], ["probabilities"], OnnxAttribute.Int("axis", 1)).Build();
    }
}
