using ControlPlane.Contracts.Routing;
using ControlPlane.Domain.Models;

namespace ControlPlane.Domain.Rollouts;

/// <summary>
/// Whether a version can answer the callers of another one: names, datatypes and shapes of inputs and outputs, and how the output is read. Pure.
/// </summary>
public static class SignatureComparison
{
    private static readonly string[] Floats = ["FP16", "BF16", "FP32", "FP64"];

    /// <summary>What differs; empty when nothing does.</summary>
    /// <param name="stable">The version callers use now.</param>
    /// <param name="candidate">The version that shall answer them.</param>
    public static IReadOnlyList<SignatureDifference> Compare(ModelVersion stable, ModelVersion candidate) =>
    [
        .. CompareInputs(stable.Signature.Inputs, candidate.Signature.Inputs),
        .. CompareOutputs(stable.Signature.Outputs, candidate.Signature.Outputs),
        .. CompareReadings(stable.Reading, candidate.Reading),
    ];

    private static IEnumerable<SignatureDifference> CompareInputs(IReadOnlyList<TensorSignature> stable, IReadOnlyList<TensorSignature> candidate)
    {
        foreach (var input in stable)
        {
            if (candidate.FirstOrDefault(c => c.Name == input.Name) is not { } twin)
                yield return new SignatureDifference($"inputs.{input.Name}", "is sent by callers, but the new version does not take it", IsBlocking: true);
            else if (CompareTensors("inputs", input, twin) is { } difference)
                yield return difference;
        }

        foreach (var added in candidate.Where(c => stable.All(s => s.Name != c.Name)))
            yield return new SignatureDifference($"inputs.{added.Name}", "is needed by the new version, but callers do not send it", IsBlocking: true);
    }

    private static IEnumerable<SignatureDifference> CompareOutputs(IReadOnlyList<TensorSignature> stable, IReadOnlyList<TensorSignature> candidate)
    {
        foreach (var output in stable)
        {
            if (candidate.FirstOrDefault(c => c.Name == output.Name) is not { } twin)
                yield return new SignatureDifference($"outputs.{output.Name}", "is read by callers, but the new version does not give it", IsBlocking: true);
            else if (CompareTensors("outputs", output, twin) is { } difference)
                yield return difference;
        }

        foreach (var added in candidate.Where(c => stable.All(s => s.Name != c.Name)))
            yield return new SignatureDifference($"outputs.{added.Name}", "is new; callers that do not know it ignore it", IsBlocking: false);
    }

    private static SignatureDifference? CompareTensors(string side, TensorSignature stable, TensorSignature candidate)
    {
        var path = $"{side}.{stable.Name}";
        if (stable.Form != candidate.Form)
            return new SignatureDifference(path, $"changes its form from {stable.Form} to {candidate.Form}", IsBlocking: true);
        if (!AreCompatible(stable.Shape, candidate.Shape, side == "inputs"))
            return new SignatureDifference(path, $"has shape {Shape(stable)} now and {Shape(candidate)} in the new version", side == "inputs" || stable.Shape?.Count != candidate.Shape?.Count);
        if (stable.Datatype == candidate.Datatype)
            return null;
        return Floats.Contains(stable.Datatype) && Floats.Contains(candidate.Datatype)
            ? new SignatureDifference(path, $"changes its precision from {stable.Datatype} to {candidate.Datatype}; agents convert, so callers notice nothing but rounding", IsBlocking: false)
            : new SignatureDifference(path, $"changes its datatype from {stable.Datatype} to {candidate.Datatype}", IsBlocking: true);
    }

    private static IEnumerable<SignatureDifference> CompareReadings(OutputReading stable, OutputReading candidate)
    {
        if (stable.Kind == OutputKind.Unread)
            yield break;
        if (candidate.Kind == OutputKind.Unread)
        {
            yield return new SignatureDifference("reading", "is not declared by the new version, so its predictions cannot be counted or compared", IsBlocking: false);
            yield break;
        }

        if (stable.Kind != candidate.Kind)
            yield return new SignatureDifference("reading.kind", $"changes from {stable.Kind} to {candidate.Kind}", IsBlocking: false);
        var lost = stable.ClassNames.Except(candidate.ClassNames, StringComparer.Ordinal).ToList();
        var added = candidate.ClassNames.Except(stable.ClassNames, StringComparer.Ordinal).ToList();
        if (candidate.ClassNames.Count > 0 && lost.Count > 0)
            yield return new SignatureDifference("reading.classNames", $"lose {string.Join(", ", lost)}", IsBlocking: false);
        if (stable.ClassNames.Count > 0 && added.Count > 0)
            yield return new SignatureDifference("reading.classNames", $"gain {string.Join(", ", added)}, which callers may not know", IsBlocking: false);
    }

    // A free dimension takes every size; a fixed one only its own.
    private static bool AreCompatible(IReadOnlyList<long>? stable, IReadOnlyList<long>? candidate, bool isInput)
    {
        if (stable is null || candidate is null)
            return true;
        return stable.Count == candidate.Count && stable.Zip(candidate).All(d =>
            d.First == d.Second || (isInput ? d.Second == TensorSignature.FreeDimension : d.First == TensorSignature.FreeDimension || d.Second == TensorSignature.FreeDimension));
    }

    private static string Shape(TensorSignature tensor) => tensor.Shape is null ? "any" : $"[{string.Join(", ", tensor.Shape.Select(d => d < 0 ? "free" : $"{d}"))}]";
}
