using System.Globalization;
using System.Text.Json;
using ControlPlane.Contracts.Outcomes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace ControlPlane.Mlflow;

/// <summary>
/// Reads an <c>MLmodel</c> file: YAML whose signature is JSON inside a text
/// (MLflow's documentation, "MLflow Models, Storage Format" and "Model Signatures"). Stateless.
/// </summary>
public static class MlmodelReader
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "MLmodel";

    /// <summary>Longest file, characters.</summary>
    public const int MaximumLength = 256 * 1024;

    /// <summary>What it says.</summary>
    /// <returns>Refusal: <see cref="MlflowRefusals.Invalid"/>, with the field.</returns>
    public static Outcome<MlflowModel> Read(string text)
    {
        if (text.Length > MaximumLength)
            return Invalid(FileName, $"has {text.Length} characters", $"write at most {MaximumLength}");
        try
        {
            var yaml = new YamlStream();
            yaml.Load(new StringReader(text));
            return yaml.Documents is [{ RootNode: YamlMappingNode root }] ? Read(root) : Invalid(FileName, "is no single YAML mapping", "save the model with MLflow again");
        }
        catch (YamlException exception)
        {
            return Invalid($"{FileName}:{exception.Start.Line}:{exception.Start.Column}", exception.Message.TrimEnd('.'), "save the model with MLflow again");
        }
    }

    internal static Refusal Invalid(string field, string problem, string remedy) => Refusal.OfField(MlflowRefusals.Invalid, field, problem, remedy);

    private static Outcome<MlflowModel> Read(YamlMappingNode root)
    {
        if (MemberOf(MemberOf(root, "flavors"), "onnx") is not YamlMappingNode onnx)
            return Invalid("flavors.onnx", "is missing", "save the model with mlflow.onnx.save_model");
        if (TextOf(onnx, "data") is not { Length: > 0 } data)
            return Invalid("flavors.onnx.data", "is missing", "save the model with mlflow.onnx.save_model");
        var signature = MemberOf(root, "signature");
        var inputs = ReadTensors("signature.inputs", TextOf(signature, "inputs"));
        var outputs = ReadTensors("signature.outputs", TextOf(signature, "outputs"));
        return (inputs.Refusal ?? outputs.Refusal) is { } refusal
            ? refusal
            : new MlflowModel { Data = data, RunId = TextOf(root, "run_id"), ModelUuid = TextOf(root, "model_uuid"), Inputs = inputs.Value, Outputs = outputs.Value };
    }

    private static Outcome<IReadOnlyList<MlflowTensor>> ReadTensors(string field, string? json)
    {
        if (json is null)
            return new List<MlflowTensor>();
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind != JsonValueKind.Array)
                return Invalid(field, "is no JSON list", "save the model with MLflow again");
            var tensors = new List<MlflowTensor>();
            foreach (var entry in document.RootElement.EnumerateArray())
            {
                if (ReadTensor(entry) is not { } tensor)
                    return Invalid($"{field}[{tensors.Count}]", "is neither a tensor nor a column", "save the model with MLflow again");
                tensors.Add(tensor);
            }

            return tensors;
        }
        catch (JsonException)
        {
            return Invalid(field, "is no JSON", "save the model with MLflow again");
        }
    }

    private static MlflowTensor? ReadTensor(JsonElement entry)
    {
        if (entry.ValueKind != JsonValueKind.Object || TextOf(entry, "type") is not { } type)
            return null;
        if (type != "tensor")
            return new MlflowTensor(TextOf(entry, "name"), type, null);
        if (!entry.TryGetProperty("tensor-spec", out var spec) || spec.ValueKind != JsonValueKind.Object || TextOf(spec, "dtype") is not { } datatype)
            return null;
        if (!spec.TryGetProperty("shape", out var shape) || shape.ValueKind != JsonValueKind.Array || !shape.EnumerateArray().All(d => d.ValueKind == JsonValueKind.Number && d.TryGetInt64(out _)))
            return null;
        return new MlflowTensor(TextOf(entry, "name"), datatype, [.. shape.EnumerateArray().Select(d => d.GetInt64())]);
    }

    private static string? TextOf(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static YamlNode? MemberOf(YamlNode? node, string name) =>
        node is YamlMappingNode mapping && mapping.Children.TryGetValue(new YamlScalarNode(name), out var value) ? value : null;

    private static string? TextOf(YamlNode? node, string name) =>
        MemberOf(node, name) is YamlScalarNode { Value: { Length: > 0 } text, Style: var style } && !(style == ScalarStyle.Plain && text.ToLower(CultureInfo.InvariantCulture) is "null" or "~") ? text : null;
}
