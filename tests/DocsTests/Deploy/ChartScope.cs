using System.Text.Encodings.Web;
using System.Text.Json;

namespace ControlPlane.DocsTests.Deploy;

/// <summary>What an expression of a chart can see. Immutable.</summary>
/// <param name="Dot">What <c>.</c> is.</param>
/// <param name="Variables">Variables with their dollar; <c>$</c> itself is what the file began with.</param>
/// <param name="Defined">Named templates.</param>
internal sealed record ChartScope(object? Dot, IReadOnlyDictionary<string, object?> Variables, IReadOnlyDictionary<string, string> Defined)
{
    /// <summary>JSON is YAML too; this form escapes no more than it must.</summary>
    public static JsonSerializerOptions Json { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The beginning of a file.</summary>
    public static ChartScope Of(object root, IReadOnlyDictionary<string, string> defined) => new(root, new Dictionary<string, object?> { ["$"] = root }, defined);

    /// <summary>A variable's value.</summary>
    public object? Variable(string name) => Variables.TryGetValue(name, out var value) ? value : throw new KeyNotFoundException($"{name} is no variable here.");

    /// <summary>A named template, drawn with a dot of its own.</summary>
    public string Include(string name, object? dot) => Defined.TryGetValue(name, out var body)
        ? ChartTemplate.Render(body, Of(dot!, Defined)).Trim('\n')
        : throw new KeyNotFoundException($"No template is called '{name}'.");

    /// <summary>The same with another dot, and variables more.</summary>
    public ChartScope With(object? dot, params IEnumerable<(string Name, object? Value)> more)
    {
        var variables = new Dictionary<string, object?>(Variables);
        foreach (var (name, value) in more)
            variables[name] = value;
        return this with { Dot = dot, Variables = variables };
    }
}
