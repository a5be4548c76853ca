using System.Text.Json;
using ControlPlane.Contracts.Golden;
using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.Domain.Models;

/// <summary>Holds a golden set against a model's inputs and outputs, so that a wrong name is told to whoever uploads it and not to every agent. Stateless, pure.</summary>
public static class GoldenFit
{
    /// <summary>Null, or the first name that does not fit: <see cref="GoldenRefusals.Invalid"/>.</summary>
    public static Refusal? Check(GoldenSet set, ModelSignature signature)
    {
        foreach (var golden in set.Cases)
        {
            if (golden.Inputs.EnumerateArray().Select(NameOf).FirstOrDefault(n => signature.Inputs.All(i => i.Name != n)) is { } input)
                return Unknown(golden, "input", input, signature.Inputs);
            if (golden.Outputs.Select(o => o.Name).FirstOrDefault(n => signature.Outputs.All(o => o.Name != n)) is { } output)
                return Unknown(golden, "output", output, signature.Outputs);
        }

        return null;
    }

    private static string NameOf(JsonElement tensor) =>
        tensor.ValueKind == JsonValueKind.Object && tensor.TryGetProperty("name", out var name) && name.ValueKind == JsonValueKind.String ? name.GetString()! : "";

    private static Refusal Unknown(GoldenCase golden, string kind, string name, IReadOnlyList<TensorSignature> known) => Refusal.OfField(
        GoldenRefusals.Invalid, "golden", $"names the {kind} '{name}' in case '{golden.Name}', which the model does not have", $"use one of {string.Join(", ", known.Select(t => t.Name))}");
}
