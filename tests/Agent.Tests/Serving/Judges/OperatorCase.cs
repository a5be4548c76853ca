using ControlPlane.TestKit.Onnx;

namespace ControlPlane.AgentHost.Tests.Serving.Judges;

/// <summary>A model of the ONNX project with inputs and the outputs that must come out.</summary>
/// <param name="Name">Folder of the case.</param>
/// <param name="ModelPath">The file.</param>
/// <param name="Inputs">In the order of the model's inputs.</param>
/// <param name="Outputs">In the order of its outputs.</param>
internal sealed record OperatorCase(string Name, string ModelPath, IReadOnlyList<TensorFile> Inputs, IReadOnlyList<TensorFile> Outputs)
{
    /// <summary>Every case whose tensors can be read; sequences and optionals have other files and are left out.</summary>
    public static IEnumerable<OperatorCase> All()
    {
        foreach (var model in OperatorTests.Models())
        {
            var data = Path.Combine(Path.GetDirectoryName(model)!, "test_data_set_0");
            if (Directory.Exists(data) && Read(data, "input") is { } inputs && Read(data, "output") is { } outputs)
                yield return new OperatorCase(Path.GetFileName(Path.GetDirectoryName(model)!), model, inputs, outputs);
        }
    }

    private static List<TensorFile>? Read(string folder, string kind)
    {
        var tensors = new List<TensorFile>();
        for (var i = 0; File.Exists(Path.Combine(folder, $"{kind}_{i}.pb")); i++)
        {
            if (TensorFile.Read(Path.Combine(folder, $"{kind}_{i}.pb")) is not { } tensor)
                return null;
            tensors.Add(tensor);
        }

        return tensors;
    }
}
