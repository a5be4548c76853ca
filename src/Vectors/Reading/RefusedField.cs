using System.Text.Json;

namespace ControlPlane.Vectors.Reading;

/// <summary>Which field of a vector a refused argument came from: the product's functions name their own parameters, people know the fields. Stateless.</summary>
internal static class RefusedField
{
    /// <summary>The fields that hold the refused number, as <c> inputs.p1</c>; empty when the refusal names no number or none holds it.</summary>
    public static string Of(JsonElement vector, ArgumentException refused)
    {
        if (refused is not ArgumentOutOfRangeException { ActualValue: IConvertible and not string and not Enum } outOfRange
            || !vector.TryGetProperty("inputs", out var inputs))
        {
            return "";
        }

        var number = Convert.ToDouble(outOfRange.ActualValue, System.Globalization.CultureInfo.InvariantCulture);
        return string.Concat(PathsOf(inputs, "inputs", number).Take(3).Select(path => $" {path}"));
    }

    private static IEnumerable<string> PathsOf(JsonElement element, string path, double number) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property => PathsOf(property.Value, $"{path}.{property.Name}", number)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany((item, at) => PathsOf(item, $"{path}[{at}]", number)),
        JsonValueKind.Number when element.TryGetDouble(out var held) && held == number => [path],
        _ => [],
    };
}
