using System.Globalization;
using System.Text.Json;

namespace ControlPlane.Vectors;

/// <summary>Values as they are printed: full digits, long lists cut. Stateless.</summary>
internal static class VectorText
{
    private const int ShownItems = 12;

    /// <summary>The wanted results, as they stand in the file.</summary>
    public static string Of(JsonElement want) => want.ValueKind switch
    {
        JsonValueKind.Object => string.Join(' ', want.EnumerateObject().Select(property => $"{property.Name}={Inner(property.Value)}")),
        _ => Inner(want),
    };

    /// <summary>The results that were got, as far as they are wanted.</summary>
    public static string Of(VectorResults got, JsonElement want) =>
        string.Join(' ', want.EnumerateObject().Select(property => $"{property.Name}={Of(got[property.Name])}"));

    private static string Of(VectorValue value) => value switch
    {
        VectorValue.Number number => Number(number.Value),
        VectorValue.AtMost bound => Number(bound.Value),
        VectorValue.Word word => word.Value,
        VectorValue.Flag flag => flag.Value ? "true" : "false",
        VectorValue.Sequence sequence => List(sequence.Values.Count, sequence.Values.Select(Of)),
        VectorValue.Map map => $"{{{string.Join(", ", map.Values.Select(entry => $"{entry.Key}: {Of(entry.Value)}"))}}}",
        _ => throw new InvalidOperationException($"Unknown result {value}."),
    };

    private static string Inner(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => $"{{{string.Join(", ", element.EnumerateObject().Select(property => $"{property.Name}: {Inner(property.Value)}"))}}}",
        JsonValueKind.Array => List(element.GetArrayLength(), element.EnumerateArray().Select(Inner)),
        JsonValueKind.String => element.GetString()!,
        _ => element.GetRawText(),
    };

    private static string List(int count, IEnumerable<string> items) =>
        $"[{string.Join(", ", items.Take(ShownItems))}{(count > ShownItems ? $", … {count} in all" : "")}]";

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
