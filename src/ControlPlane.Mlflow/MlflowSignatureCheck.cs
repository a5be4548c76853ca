using ControlPlane.Contracts.Outcomes;
using ControlPlane.Domain.Models;

namespace ControlPlane.Mlflow;

/// <summary>Whether a signature in <c>MLmodel</c> is true: what it says of a tensor must be what the ONNX file has. Pure.</summary>
public static class MlflowSignatureCheck
{
    /// <summary>Null when it is true, or says nothing; otherwise one refusal that names every tensor with both types.</summary>
    /// <returns>Refusal: <see cref="MlflowRefusals.SignatureMismatch"/>.</returns>
    public static Refusal? Check(MlflowModel model, ModelSignature onnx)
    {
        List<FieldProblem> problems = [.. CheckSide("input", model.Inputs, onnx.Inputs), .. CheckSide("output", model.Outputs, onnx.Outputs)];
        return problems.Count == 0
            ? null
            : new Refusal(MlflowRefusals.SignatureMismatch, $"MLmodel and {model.Data} disagree: {string.Join("; ", problems.Select(p => $"{p.Field} {p.Problem}"))}.") { Fields = problems };
    }

    private static IEnumerable<FieldProblem> CheckSide(string side, IReadOnlyList<MlflowTensor> said, IReadOnlyList<TensorSignature> has)
    {
        // Columns of a table that go into one tensor together have no counterpart by name.
        if (said.Count == 0 || said.All(t => t.IsColumn && has.All(h => h.Name != t.Name)))
            yield break;
        for (var index = 0; index < said.Count; index++)
        {
            var tensor = said[index];
            var found = tensor.Name is { } name ? has.FirstOrDefault(h => h.Name == name) : has.ElementAtOrDefault(index);
            var field = $"{side} {(tensor.Name is null ? found is null ? $"{index}" : $"'{found.Name}'" : $"'{tensor.Name}'")}";
            if (found is null)
                yield return new FieldProblem(field, $"is {tensor} in MLmodel, the ONNX file has no such {side}", $"use {string.Join(", ", has.Select(h => h.Name))}");
            else if (!Agrees(tensor, found))
                yield return new FieldProblem(field, $"is {tensor} in MLmodel, {InWords(found)} in the ONNX file", "save the model and its signature together again");
        }

        if (side != "input" || said.Any(t => t.Name is null))
            yield break;
        foreach (var missing in has.Where(h => said.All(t => t.Name != h.Name)))
            yield return new FieldProblem($"input '{missing.Name}'", $"is missing in MLmodel, the ONNX file needs it as {InWords(missing)}", "save the model and its signature together again");
    }

    private static bool Agrees(MlflowTensor said, TensorSignature has) => DatatypeOf(said.Type) == has.Datatype && (said.Shape is not { } shape || has.Form != ValueForm.Tensor || ShapesAgree(shape, has.Shape));

    private static bool ShapesAgree(IReadOnlyList<long> said, IReadOnlyList<long>? has) =>
        has is null || (said.Count == has.Count && said.Zip(has).All(d => d.First == TensorSignature.FreeDimension || d.Second == TensorSignature.FreeDimension || d.First == d.Second));

    private static string InWords(TensorSignature tensor) => tensor.Shape is null ? tensor.Datatype : $"{tensor.Datatype} [{string.Join(", ", tensor.Shape)}]";

    // NumPy's names of tensors, and MLflow's names of columns, as the Open Inference Protocol calls them.
    private static string DatatypeOf(string type) => type switch
    {
        "float16" => "FP16",
        "float32" or "float" => "FP32",
        "float64" or "double" => "FP64",
        "int8" => "INT8",
        "int16" => "INT16",
        "int32" or "integer" => "INT32",
        "int64" or "long" => "INT64",
        "uint8" => "UINT8",
        "uint16" => "UINT16",
        "uint32" => "UINT32",
        "uint64" => "UINT64",
        "bool" or "boolean" => "BOOL",
        "str" or "object" or "string" or "binary" => "BYTES",
        _ when type.StartsWith("<U", StringComparison.Ordinal) || type.StartsWith("|S", StringComparison.Ordinal) => "BYTES",
        _ => type,
    };
}
