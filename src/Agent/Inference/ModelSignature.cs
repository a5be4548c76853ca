using ControlPlane.AgentHost.Workers;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Contracts.Routing;
using ControlPlane.OnnxRuntime;

namespace ControlPlane.AgentHost.Inference;

/// <summary>Inputs and outputs of a model, in its own order. Immutable.</summary>
public sealed class ModelSignature
{
    private readonly TensorSignature[] _inputs;
    private readonly TensorSignature[] _outputs;

    // Exporters list weights among the inputs too; what a caller may want to set is small.
    private const int LargestOptional = 16;

    private ModelSignature(TensorSignature[] inputs, TensorSignature[] outputs)
    {
        (_inputs, _outputs) = (inputs, outputs);
        IsNumeric = Array.TrueForAll(inputs, IsOfNumbers) && Array.TrueForAll(outputs, o => IsOfNumbers(o) && !o.IsOptional);
        RequiredInputCount = Array.FindAll(inputs, i => !i.IsOptional).Length;
    }

    /// <summary>What is taken, in the order of the model: first what must be given, then what is declared optional, then constants that may be replaced.</summary>
    public ReadOnlySpan<TensorSignature> Inputs => _inputs;

    /// <summary>How many of the inputs must be given; they come first.</summary>
    public int RequiredInputCount { get; }

    /// <summary>Whether everything that is taken and given is a tensor of numbers or truth values, and every output is always there.</summary>
    public bool IsNumeric { get; }

    /// <summary>What comes out.</summary>
    public ReadOnlySpan<TensorSignature> Outputs => _outputs;

    private static bool IsOfNumbers(TensorSignature tensor) => tensor.ElementType != TensorElementType.String && !tensor.IsMapSequence;

    /// <summary>Index of an output; −1 when there is none of the name.</summary>
    public int IndexOfOutput(ReadOnlySpan<byte> utf8Name)
    {
        for (var i = 0; i < _outputs.Length; i++)
        {
            if (_outputs[i].Utf8Name.Span.SequenceEqual(utf8Name))
                return i;
        }

        return -1;
    }

    // A constant that the protocol cannot carry simply cannot be replaced.
    private static IEnumerable<TensorSignature> ReplaceableConstants(InferenceSession session) => session.OverridableInitializerNames
        .Select(name => TensorSignature.Of(name, session.OverridableInitializerMetadata[name], isOptional: true))
        .OfType<TensorSignature>()
        .Where(input => TensorShapes.TryCount(input.Shape, out var count) && count <= LargestOptional);

    private static string KindOf(NodeMetadata declared) => declared.OnnxValueType switch
    {
        OnnxValueType.ONNX_TYPE_TENSOR => $"a tensor of {declared.ElementDataType}",
        OnnxValueType.ONNX_TYPE_SPARSETENSOR => "a sparse tensor",
        OnnxValueType.ONNX_TYPE_SEQUENCE => $"a sequence, each element {KindOf(declared.SequenceElement!)}",
        OnnxValueType.ONNX_TYPE_MAP => $"a map, each value {KindOf(declared.MapValue!)}",
        OnnxValueType.ONNX_TYPE_OPTIONAL => $"optionally {KindOf(declared.OptionalElement!)}",
        _ => "of a kind that the runtime does not describe",
    };

    /// <summary>Reads a session's signature.</summary>
    /// <returns>Refusal: <c>model_rejected</c> when an input or output is of a kind that the protocol cannot carry.</returns>
    internal static Outcome<ModelSignature> Of(InferenceSession session)
    {
        var problems = new List<FieldProblem>();
        var declaredInputs = session.InputNames.Select(name => Read("input", name, session.InputMetadata[name])).OrderBy(i => i?.IsOptional).ToArray();
        TensorSignature?[] inputs = [.. declaredInputs, .. ReplaceableConstants(session)];
        var outputs = session.OutputNames.Select(name => Read("output", name, session.OutputMetadata[name])).ToArray();
        if (problems.Count == 0)
            return new ModelSignature(inputs!, outputs!);

        var first = problems[0];
        return new Refusal(RefusalCodes.ModelRejected, $"The model's {first.Field} {first.Problem}; {first.Remedy}.") { Fields = problems };

        TensorSignature? Read(string kind, string name, NodeMetadata declared)
        {
            var signature = TensorSignature.Of(name, declared, isOptional: false);
            if (signature is null || (kind == "input" && signature.IsMapSequence))
            {
                problems.Add(new FieldProblem($"{kind} '{name}'", $"is {KindOf(declared)}", "the protocol carries tensors of its datatypes, optional tensors, and as outputs sequences of maps onto FP32"));
            }

            return signature;
        }
    }

    /// <summary>Takes over what another process has read from its session.</summary>
    /// <returns>Refusal: <c>model_rejected</c> when a declaration is none.</returns>
    internal static Outcome<ModelSignature> Of(IReadOnlyList<TensorDeclaration> inputs, IReadOnlyList<TensorDeclaration> outputs)
    {
        TensorSignature?[] taken = [.. inputs.Select(TensorSignature.Of)];
        TensorSignature?[] given = [.. outputs.Select(TensorSignature.Of)];
        return taken.Contains(null) || given.Contains(null)
            ? new Refusal(RefusalCodes.ModelRejected, "The model's process declares an input or output that the protocol cannot carry.")
            : new ModelSignature(taken!, given!);
    }
}
