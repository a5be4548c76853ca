using ControlPlane.Contracts.Outcomes;
using ControlPlane.Contracts.Routing;
using ControlPlane.OnnxRuntime;

namespace ControlPlane.AgentHost.Inference;

/// <summary>Inputs and outputs of a model, in its own order. Immutable.</summary>
public sealed class ModelSignature
{
    private readonly TensorSignature[] _inputs;
    private readonly TensorSignature[] _outputs;

    private ModelSignature(TensorSignature[] inputs, TensorSignature[] outputs) => (_inputs, _outputs) = (inputs, outputs);

    /// <summary>What must be given.</summary>
    public ReadOnlySpan<TensorSignature> Inputs => _inputs;

    /// <summary>What comes out.</summary>
    public ReadOnlySpan<TensorSignature> Outputs => _outputs;

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

    /// <summary>Reads a session's signature.</summary>
    /// <returns>Refusal: <c>model_rejected</c> when an input or output is of a kind that the protocol cannot carry.</returns>
    internal static Outcome<ModelSignature> Of(InferenceSession session)
    {
        var problems = new List<FieldProblem>();
        var inputs = session.InputNames.Select(name => Read("input", name, session.InputMetadata[name])).ToArray();
        var outputs = session.OutputNames.Select(name => Read("output", name, session.OutputMetadata[name])).ToArray();
        if (problems.Count == 0)
            return new ModelSignature(inputs!, outputs!);

        var first = problems[0];
        return new Refusal(RefusalCodes.ModelRejected, $"The model's {first.Field} {first.Problem}; {first.Remedy}.") { Fields = problems };

        TensorSignature? Read(string kind, string name, NodeMetadata declared)
        {
            var signature = TensorSignature.Of(name, declared);
            if (signature is null || (kind == "input" && signature.IsMapSequence))
            {
                var what = declared.IsTensor ? $"a tensor of {declared.ElementDataType}" : declared.OnnxValueType.ToString();
                problems.Add(new FieldProblem($"{kind} '{name}'", $"is {what}", "use tensors of the protocol's datatypes"));
            }

            return signature;
        }
    }
}
