using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ControlPlane.Vectors.Reading;

/// <summary>
/// A list of numbers: an array, or a short description of a long one:
/// <c>linspace(a,b,n)</c> (n equal steps, both ends), <c>logspace(a,b,n)</c> (n equal ratios, both ends), <c>integers a..b</c>,
/// or the object <c>{"logspace": [a, b, n]}</c>.
/// </summary>
internal static partial class NumberSeries
{
    private const int Longest = 10_000_000;

    /// <summary>Reads one.</summary>
    /// <exception cref="VectorFormatException">It is none of these.</exception>
    public static IReadOnlyList<double> Read(JsonElement element, string path) => element.ValueKind switch
    {
        JsonValueKind.Array => [.. VectorInputs.ReadItems(element, path).Select((item, at) => VectorInputs.ReadNumber(item, $"{path}[{at}]"))],
        JsonValueKind.String => Described(element.GetString()!, path),
        JsonValueKind.Object => FromObject(element, path),
        _ => throw new VectorFormatException(path, $"must be a list of numbers, is {VectorInputs.Shown(element)}"),
    };

    private static IReadOnlyList<double> Described(string text, string path)
    {
        if (Integers().Match(text) is { Success: true } integers)
            return Whole(NumberOf(integers.Groups[1], path), NumberOf(integers.Groups[2], path), path);
        if (Spaced().Match(text) is { Success: true } spaced)
            return Between(spaced.Groups[1].Value, NumberOf(spaced.Groups[2], path), NumberOf(spaced.Groups[3], path), NumberOf(spaced.Groups[4], path), path);

        throw new VectorFormatException(path, $"\"{text}\" describes no list of numbers (known: linspace(a,b,n), logspace(a,b,n), integers a..b)");
    }

    private static IReadOnlyList<double> FromObject(JsonElement element, string path)
    {
        foreach (var property in element.EnumerateObject())
        {
            var bounds = Read(property.Value, $"{path}.{property.Name}");
            if (bounds.Count == 3)
                return Between(property.Name, bounds[0], bounds[1], bounds[2], path);
        }

        throw new VectorFormatException(path, "must be {\"linspace\": [from, to, count]} or {\"logspace\": [from, to, count]}");
    }

    private static IReadOnlyList<double> Between(string kind, double from, double to, double count, string path)
    {
        if (count is < 2 or > Longest || count != Math.Truncate(count))
            throw new VectorFormatException(path, $"{count} is no count between 2 and {Longest}");

        var steps = (int)count - 1;
        return kind switch
        {
            "linspace" => [.. Enumerable.Range(0, steps + 1).Select(step => from + ((to - from) * step / steps))],
            "logspace" when from > 0 && to > 0 => [.. Enumerable.Range(0, steps + 1).Select(step => from * Math.Pow(to / from, (double)step / steps))],
            _ => throw new VectorFormatException(path, $"{kind}({from},{to},{count}) is not known"),
        };
    }

    private static IReadOnlyList<double> Whole(double from, double to, string path) =>
        to >= from && to - from < Longest
            ? [.. Enumerable.Range(0, (int)(to - from) + 1).Select(step => from + step)]
            : throw new VectorFormatException(path, $"{from}..{to} is no rising range of at most {Longest} numbers");

    private static double NumberOf(Group group, string path) => double.TryParse(group.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw new VectorFormatException(path, $"{group.Value} is no number");

    [GeneratedRegex(@"^\s*integers\s+(-?\d+)\s*\.\.\s*(-?\d+)\s*$")]
    private static partial Regex Integers();

    [GeneratedRegex(@"^\s*(linspace|logspace)\(\s*([-+.\deE]+)\s*,\s*([-+.\deE]+)\s*,\s*(\d+)\s*\)\s*$")]
    private static partial Regex Spaced();
}
