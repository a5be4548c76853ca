using System.Text.Json;

namespace ControlPlane.Vectors.Reading;

/// <summary>One vector of a file: a method, its inputs and what it must answer.</summary>
/// <param name="Id">Name for people; nothing is decided by it.</param>
/// <param name="Method">Which method to call.</param>
/// <param name="Inputs">Its arguments.</param>
/// <param name="Expected">Wanted value per result name.</param>
/// <param name="Tolerance">How near each number must come.</param>
public sealed record GoldenVector(string Id, string Method, VectorInputs Inputs, JsonElement Expected, Tolerance Tolerance)
{
    /// <summary>Reads one element of a file.</summary>
    /// <exception cref="VectorFormatException">A field is missing or of the wrong kind.</exception>
    public static GoldenVector Read(JsonElement element, string id)
    {
        var vector = new VectorInputs(element, "vector");
        var expected = vector.Element("expected");
        if (expected.ValueKind != JsonValueKind.Object || !expected.EnumerateObject().Any())
            throw new VectorFormatException("expected", "must be an object with at least one result");

        return new(id, vector.Text("method"), vector.Part("inputs"), expected, ReadTolerance(vector));
    }

    /// <summary>The id of an element, or its place in the file when it has none.</summary>
    public static string IdOf(JsonElement element, int place) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String
            ? id.GetString()!
            : $"vector {place}";

    private static Tolerance ReadTolerance(VectorInputs vector)
    {
        var kind = vector.Text("tolerance_kind") switch
        {
            "abs" => ToleranceKind.Absolute,
            "rel" => ToleranceKind.Relative,
            "exact" => ToleranceKind.Exact,
            "range" => ToleranceKind.Within,
            var other => throw new VectorFormatException("tolerance_kind", $"\"{other}\" is none of abs, rel, exact, range"),
        };
        var amount = vector.Number("tolerance");
        return amount >= 0 ? new(kind, amount) : throw new VectorFormatException("tolerance", $"{amount} is below 0");
    }
}
