using System.Text.Json;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Contracts.Routing;

namespace ControlPlane.Domain.Models;

/// <summary>
/// Infers how a version's predictions are read, from its outputs and two entries of its metadata:
/// <c>class_names</c>, a JSON array of texts by class index, and <c>positive_class</c>, one of them. Pure.
/// </summary>
public static class OutputReadingRule
{
    /// <summary>Entry of the metadata that names the classes.</summary>
    public const string ClassNamesEntry = "class_names";

    /// <summary>Entry of the metadata that names the class whose probability is the score.</summary>
    public const string PositiveClassEntry = "positive_class";

    private static readonly string[] FloatTypes = ["FP16", "FP32", "FP64", "BF16"];
    private static readonly string[] LabelTypes = ["INT32", "INT64", "BYTES"];

    /// <summary>The reading of a model.</summary>
    /// <returns>Refusal: <see cref="ModelRefusals.ReadingInvalid"/>, when the metadata contradicts itself or the outputs.</returns>
    public static Outcome<OutputReading> Infer(OnnxModelDescription model) => ClassNamesOf(model).Then(names => Infer(model, names));

    private static Outcome<OutputReading> Infer(OnnxModelDescription model, IReadOnlyList<string> names)
    {
        var (output, kind) = Choose(model, names.Count);
        var positive = model.Metadata.GetValueOrDefault(PositiveClassEntry);
        if (kind == OutputKind.Probabilities && names.Count > 0 && ClassCountOf(output) is { } count && count != names.Count)
            return Invalid(ClassNamesEntry, $"names {names.Count} classes, the output '{output.Name}' has {count}", "name every class once, by index");
        if (positive is not null && names.Count > 0 && !names.Contains(positive, StringComparer.Ordinal))
            return Invalid(PositiveClassEntry, $"is '{positive}', which {ClassNamesEntry} does not have", $"use one of {string.Join(", ", names)}");

        return new OutputReading { Output = output.Name, Kind = kind, ClassNames = names, PositiveClass = positive };
    }

    // The richest output wins: probabilities tell class and score, a label the class, a single number the score.
    private static (TensorSignature Output, OutputKind Kind) Choose(OnnxModelDescription model, int classes)
    {
        var outputs = model.Signature.Outputs;
        if (outputs.FirstOrDefault(o => o.Form == ValueForm.SequenceOfMaps || (o.Form == ValueForm.Tensor && IsProbabilities(model, o, classes))) is { } probabilities)
            return (probabilities, OutputKind.Probabilities);
        if (outputs.FirstOrDefault(o => LabelTypes.Contains(o.Datatype) && IsOnePerRow(o)) is { } label)
            return (label, OutputKind.Label);
        if (outputs.FirstOrDefault(o => FloatTypes.Contains(o.Datatype) && IsOnePerRow(o)) is { } score)
            return (score, OutputKind.Score);
        return (outputs[0], OutputKind.Vector);
    }

    private static bool IsProbabilities(OnnxModelDescription model, TensorSignature output, int classes)
    {
        if (!FloatTypes.Contains(output.Datatype) || output.Shape is not { Count: >= 2 } || ClassCountOf(output) == 1)
            return false;
        return model.OutputOperators.GetValueOrDefault(output.Name) == "Softmax"
            || output.Name.Contains("prob", StringComparison.OrdinalIgnoreCase)
            || (classes > 0 && ClassCountOf(output) == classes);
    }

    // Rows are the first dimension; image networks leave dimensions of size 1 behind the classes.
    private static long? ClassCountOf(TensorSignature output)
    {
        if (output.Shape is not { Count: >= 2 } shape)
            return null;
        var sizes = shape.Skip(1).Where(s => s != 1).ToList();
        return sizes switch
        {
            [] => 1,
            [> 0 and var count] => count,
            _ => null,
        };
    }

    private static bool IsOnePerRow(TensorSignature output) => output.Form == ValueForm.Tensor && output.Shape is [_] or [_, 1] or [];

    private static Outcome<IReadOnlyList<string>> ClassNamesOf(OnnxModelDescription model)
    {
        const string remedy = "write a JSON array of distinct texts, such as [\"cat\", \"dog\"]";
        if (model.Metadata.GetValueOrDefault(ClassNamesEntry) is not { } text)
            return Array.Empty<string>();

        try
        {
            var names = JsonSerializer.Deserialize<string?[]>(text) ?? [];
            if (names.Length == 0 || names.Any(string.IsNullOrEmpty) || names.Distinct(StringComparer.Ordinal).Count() != names.Length)
                return Invalid(ClassNamesEntry, "is empty or has empty or equal names", remedy);
            return names!;
        }
        catch (JsonException)
        {
            return Invalid(ClassNamesEntry, $"is '{(text.Length > 40 ? text[..40] + "…" : text)}'", remedy);
        }
    }

    private static Refusal Invalid(string entry, string problem, string remedy) =>
        Refusal.OfField(ModelRefusals.ReadingInvalid, $"metadata_props[{entry}]", problem, remedy);
}
