using System.Text.Json;
using ControlPlane.Vectors.Reading;

namespace ControlPlane.Vectors;

/// <summary>Holds a result against the JSON that is wanted. Stateless.</summary>
internal static class VectorComparison
{
    /// <summary>Whether they agree within the tolerance.</summary>
    /// <exception cref="VectorFormatException">The wanted value is of a kind that the result cannot be compared with.</exception>
    public static bool Agrees(VectorValue got, JsonElement want, Tolerance tolerance, string path) => got switch
    {
        VectorValue.Number number => AgreesNumber(number.Value, want, tolerance, path),
        VectorValue.AtMost bound => tolerance.AllowsAtMost(bound.Value, VectorInputs.ReadNumber(want, path)),
        VectorValue.Word word => want.ValueKind == JsonValueKind.String && want.GetString() == word.Value,
        VectorValue.Flag flag => want.ValueKind == (flag.Value ? JsonValueKind.True : JsonValueKind.False),
        VectorValue.Sequence sequence => AgreesSequence(sequence.Values, want, tolerance, path),
        VectorValue.Map map => AgreesMap(map.Values, want, tolerance, path),
        _ => throw new InvalidOperationException($"Unknown result {got}."),
    };

    private static bool AgreesNumber(double got, JsonElement want, Tolerance tolerance, string path)
    {
        if (want.ValueKind != JsonValueKind.Object)
            return tolerance.Allows(got, VectorInputs.ReadNumber(want, path));

        var bounds = new VectorInputs(want, path);
        return got >= bounds.Number("min") && got <= bounds.Number("max");
    }

    private static bool AgreesSequence(IReadOnlyList<VectorValue> got, JsonElement want, Tolerance tolerance, string path)
    {
        var wanted = VectorInputs.ReadItems(want, path);
        return wanted.Count == got.Count
            && got.Zip(wanted).Select((pair, at) => Agrees(pair.First, pair.Second, tolerance, $"{path}[{at}]")).All(agrees => agrees);
    }

    private static bool AgreesMap(IReadOnlyDictionary<string, VectorValue> got, JsonElement want, Tolerance tolerance, string path)
    {
        if (want.ValueKind != JsonValueKind.Object)
            throw new VectorFormatException(path, $"must be an object, is {VectorInputs.Shown(want)}");

        var wanted = want.EnumerateObject().ToArray();
        return wanted.Length == got.Count
            && wanted.All(entry => got.TryGetValue(entry.Name, out var value) && Agrees(value, entry.Value, tolerance, $"{path}.{entry.Name}"));
    }
}
