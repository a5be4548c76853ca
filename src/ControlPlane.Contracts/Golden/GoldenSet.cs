using System.Text.Json;
using ControlPlane.Contracts.Json;
using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.Contracts.Golden;

/// <summary>Inputs of a model and what it must answer them with. Immutable.</summary>
public sealed record GoldenSet
{
    /// <summary>Longest document, bytes.</summary>
    public const int MaximumBytes = 1 << 20;

    /// <summary>Most cases.</summary>
    public const int MaximumCases = 1_000;

    /// <summary>How far fractions may be off; null for the usual.</summary>
    public GoldenTolerance? Tolerance { get; init; }

    /// <summary>At least one.</summary>
    public required IReadOnlyList<GoldenCase> Cases { get; init; }

    /// <summary>Reads a document.</summary>
    /// <returns>Refusal: <see cref="GoldenRefusals.Invalid"/>.</returns>
    public static Outcome<GoldenSet> Read(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > MaximumBytes)
            return Invalid("golden", $"has {utf8.Length} bytes", $"use at most {MaximumBytes}");
        try
        {
            var set = JsonSerializer.Deserialize(utf8, ContractsJsonContext.Default.GoldenSet);
            return set is null ? Invalid("golden", "is null", "give an object with cases") : Check(set) is { } refusal ? refusal : set;
        }
        catch (JsonException e)
        {
            return Invalid("golden", $"cannot be read: {e.Message.TrimEnd('.')}", "give {\"cases\": [{\"name\", \"inputs\": [tensors], \"outputs\": [{\"name\", \"data\"}]}]}");
        }
    }

    /// <summary>Why a set is not acceptable.</summary>
    internal static Refusal Invalid(string field, string problem, string remedy) => Refusal.OfField(GoldenRefusals.Invalid, field, problem, remedy);

    private static Refusal? Check(GoldenSet set)
    {
        if (set.Cases.Count is 0 or > MaximumCases)
            return Invalid("cases", $"are {set.Cases.Count}", $"give 1 to {MaximumCases}");
        if (!IsTolerance(set.Tolerance?.Absolute) || !IsTolerance(set.Tolerance?.Relative))
            return Invalid("tolerance", $"is {set.Tolerance?.Absolute} and {set.Tolerance?.Relative}", "use finite numbers from 0 on");
        for (var i = 0; i < set.Cases.Count; i++)
        {
            if (set.Cases[i].Inputs.ValueKind != JsonValueKind.Array)
                return Invalid($"cases[{i}].inputs", $"is of kind {set.Cases[i].Inputs.ValueKind}", "give tensors as in an inference request");
            if (set.Cases[i].Outputs.Count == 0)
                return Invalid($"cases[{i}].outputs", "are none", "name at least one output");
            if (set.Cases[i].Outputs.FirstOrDefault(o => o.Data.ValueKind != JsonValueKind.Array) is { } output)
                return Invalid($"cases[{i}].outputs", $"has '{output.Name}' whose data is of kind {output.Data.ValueKind}", "give an array, flat or nested");
        }

        return null;
    }

    private static bool IsTolerance(double? value) => value is null || (double.IsFinite(value.Value) && value >= 0);
}
