using System.Text.Json;

namespace ControlPlane.Vectors.Reading;

/// <summary>Typed access to a JSON object that names the field whenever something is wrong. Immutable.</summary>
public sealed class VectorInputs
{
    private readonly JsonElement _object;
    private readonly string _path;

    /// <summary>Wraps an object.</summary>
    /// <param name="element">Must be a JSON object.</param>
    /// <param name="path">How messages call it.</param>
    /// <exception cref="VectorFormatException">The element is no object.</exception>
    public VectorInputs(JsonElement element, string path)
    {
        if (element.ValueKind != JsonValueKind.Object)
            throw new VectorFormatException(path, $"must be an object, is {Shown(element)}");
        _object = element;
        _path = path;
    }

    /// <summary>Names of the fields, in the file's order.</summary>
    public IEnumerable<string> Names => _object.EnumerateObject().Select(property => property.Name);

    /// <summary>Whether a field is there and not null.</summary>
    public bool Has(string name) => _object.TryGetProperty(name, out var element) && element.ValueKind != JsonValueKind.Null;

    /// <summary>A field as it stands.</summary>
    public JsonElement Element(string name) =>
        Has(name) ? _object.GetProperty(name) : throw new VectorFormatException(PathOf(name), "is missing");

    /// <summary>How messages call a field.</summary>
    public string PathOf(string name) => _path == "vector" ? name : $"{_path}.{name}";

    /// <summary>A number; the texts "NaN", "Infinity" and "-Infinity" count as such.</summary>
    public double Number(string name) => ReadNumber(Element(name), PathOf(name));

    /// <summary>A number, or what to take when the field is absent.</summary>
    public double Number(string name, double otherwise) => Has(name) ? Number(name) : otherwise;

    /// <summary>A whole number.</summary>
    public long Whole(string name) => ReadWhole(Element(name), PathOf(name));

    /// <summary>A whole number, or what to take when the field is absent.</summary>
    public long Whole(string name, long otherwise) => Has(name) ? Whole(name) : otherwise;

    /// <summary>A whole number that counts things in memory: 0 to 100 million.</summary>
    public int Count(string name)
    {
        var value = Whole(name);
        return value is >= 0 and <= 100_000_000 ? (int)value : throw new VectorFormatException(PathOf(name), $"{value} is not between 0 and 100 million");
    }

    /// <summary>A text.</summary>
    public string Text(string name)
    {
        var element = Element(name);
        return element.ValueKind == JsonValueKind.String
            ? element.GetString()!
            : throw new VectorFormatException(PathOf(name), $"must be a text, is {Shown(element)}");
    }

    /// <summary>A text, or what to take when the field is absent.</summary>
    public string Text(string name, string otherwise) => Has(name) ? Text(name) : otherwise;

    /// <summary>True or false.</summary>
    public bool Flag(string name, bool otherwise)
    {
        if (!Has(name))
            return otherwise;
        var element = Element(name);
        return element.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? element.GetBoolean()
            : throw new VectorFormatException(PathOf(name), $"must be true or false, is {Shown(element)}");
    }

    /// <summary>An object inside.</summary>
    public VectorInputs Part(string name) => new(Element(name), PathOf(name));

    /// <summary>An array of objects.</summary>
    public IReadOnlyList<VectorInputs> Parts(string name) =>
        [.. Items(name).Select((item, at) => new VectorInputs(item, $"{PathOf(name)}[{at}]"))];

    /// <summary>The elements of an array.</summary>
    public IReadOnlyList<JsonElement> Items(string name) => ReadItems(Element(name), PathOf(name));

    /// <summary>An array of whole numbers.</summary>
    public IReadOnlyList<long> Wholes(string name) => [.. Items(name).Select((item, at) => ReadWhole(item, $"{PathOf(name)}[{at}]"))];

    /// <summary>An array of numbers, or a text that describes one; see <see cref="NumberSeries"/>.</summary>
    public IReadOnlyList<double> Series(string name) => NumberSeries.Read(Element(name), PathOf(name));

    /// <summary>An array of arrays of numbers.</summary>
    public IReadOnlyList<IReadOnlyList<double>> Rows(string name) =>
        [.. Items(name).Select((item, at) => NumberSeries.Read(item, $"{PathOf(name)}[{at}]"))];

    /// <summary>An array of arrays of whole numbers.</summary>
    public IReadOnlyList<IReadOnlyList<long>> Table(string name) =>
        [.. Items(name).Select((row, at) => (IReadOnlyList<long>)
            [.. ReadItems(row, $"{PathOf(name)}[{at}]").Select((item, column) => ReadWhole(item, $"{PathOf(name)}[{at}][{column}]"))])];

    internal static double ReadNumber(JsonElement element, string path) => element.ValueKind switch
    {
        JsonValueKind.Number when element.TryGetDouble(out var number) => number,
        JsonValueKind.String => element.GetString() switch
        {
            "NaN" => double.NaN,
            "Infinity" or "inf" => double.PositiveInfinity,
            "-Infinity" or "-inf" => double.NegativeInfinity,
            _ => throw new VectorFormatException(path, $"must be a number, is {Shown(element)}"),
        },
        _ => throw new VectorFormatException(path, $"must be a number, is {Shown(element)}"),
    };

    internal static IReadOnlyList<JsonElement> ReadItems(JsonElement element, string path) =>
        element.ValueKind == JsonValueKind.Array
            ? [.. element.EnumerateArray()]
            : throw new VectorFormatException(path, $"must be an array, is {Shown(element)}");

    internal static string Shown(JsonElement element)
    {
        var text = element.GetRawText();
        return text.Length <= 60 ? text : string.Concat(text.AsSpan(0, 57), "…");
    }

    private static long ReadWhole(JsonElement element, string path)
    {
        var number = ReadNumber(element, path);
        return Math.Abs(number) <= 9e15 && number == Math.Truncate(number)
            ? (long)number
            : throw new VectorFormatException(path, $"must be a whole number, is {Shown(element)}");
    }
}
