using ControlPlane.AgentHost.Inference;
using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.AgentHost.Serving;

/// <summary>Holds the outputs that a caller asks for against those of the model. Stateless.</summary>
internal static class OutputSelection
{
    /// <summary>Puts them into the workspace.</summary>
    /// <returns>Null, or a refusal that names the output: <c>tensor_mismatch</c>.</returns>
    public static Refusal? Select(InferWorkspace workspace, ModelSignature signature)
    {
        var request = workspace.Request;
        if (request.Outputs.Count == 0)
        {
            for (var i = 0; i < signature.Outputs.Length; i++)
                workspace.AddOutput(new SelectedOutput(i, request.IsBinaryOutput, AsMaps: false));
            return null;
        }

        var body = request.Body.Span;
        for (var i = 0; i < request.Outputs.Count; i++)
        {
            var asked = request.Outputs[i];
            var name = asked.Name.TextIn(body);
            var index = signature.IndexOfOutput(name);
            if (index < 0)
                return Mismatch(name, $"is unknown; the model gives {string.Join(", ", signature.Outputs.ToArray().Select(o => $"'{o.Name}'"))}");
            if (IsSelected(workspace, index))
                return Mismatch(name, "is asked for twice");
            if (asked.AsMaps && !signature.Outputs[index].IsMapSequence)
                return Mismatch(name, "is a tensor; only a sequence of maps can come with as_maps");

            workspace.AddOutput(new SelectedOutput(index, asked.IsBinary ?? request.IsBinaryOutput, asked.AsMaps));
        }

        return null;
    }

    private static bool IsSelected(InferWorkspace workspace, int index)
    {
        foreach (var output in workspace.Outputs)
        {
            if (output.Index == index)
                return true;
        }

        return false;
    }

    private static Refusal Mismatch(ReadOnlySpan<byte> name, string problem) =>
        new(ServingCodes.TensorMismatch, $"output '{RequestTexts.Show(name)}' {problem}");
}
