using System.Globalization;

namespace ControlPlane.Demo.Commands;

/// <summary>
/// Options of a verb, given as "--name value" or "--name=value".
/// Reading collects problems instead of stopping at the first; ask <see cref="Problems"/> after the last option was read.
/// </summary>
internal sealed class Arguments
{
    private readonly Dictionary<string, string> _values = [];
    private readonly HashSet<string> _read = [];
    private readonly List<string> _problems = [];

    public Arguments(ReadOnlySpan<string> words)
    {
        for (var index = 0; index < words.Length; index++)
        {
            var word = words[index];
            if (!word.StartsWith("--", StringComparison.Ordinal))
                _problems.Add($"'{word}' is not an option; options begin with --");
            else if (word.IndexOf('=') is > 0 and var equals)
                Keep(word[..equals], word[(equals + 1)..]);
            else if (index + 1 < words.Length && !words[index + 1].StartsWith("--", StringComparison.Ordinal))
                Keep(word, words[++index]);
            else
                _problems.Add($"{word} needs a value");
        }
    }

    /// <summary>Everything that is wrong, unknown options included.</summary>
    public IReadOnlyList<string> Problems => [.. _problems, .. _values.Keys.Except(_read).Select(name => $"{name} is not known")];

    /// <summary>A problem that the caller found in a value.</summary>
    public void Refuse(string problem) => _problems.Add(problem);

    /// <summary>Null when the option is absent.</summary>
    public string? Text(string name)
    {
        _read.Add(name);
        return _values.GetValueOrDefault(name);
    }

    /// <summary>Empty, and a problem, when the option is absent.</summary>
    public string RequiredText(string name)
    {
        var text = Text(name);
        if (text is null && !_problems.Contains($"{name} needs a value"))
            _problems.Add($"{name} is required");

        return text ?? "";
    }

    /// <summary>Null when the option is absent or no whole number within the bounds, which are inclusive.</summary>
    public int? Whole(string name, int low, int high)
    {
        if (Text(name) is not { } text)
            return null;

        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= low && value <= high)
            return value;

        _problems.Add($"{name} must be a whole number from {low} to {high}, not '{text}'");
        return null;
    }

    /// <summary>Null when the option is absent or no number within the bounds, which are inclusive.</summary>
    public double? Number(string name, double low, double high)
    {
        if (Text(name) is not { } text)
            return null;

        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= low && value <= high)
            return value;

        _problems.Add($"{name} must be a number from {low} to {high}, not '{text}'");
        return null;
    }

    private void Keep(string name, string value)
    {
        if (!_values.TryAdd(name, value))
            _problems.Add($"{name} is given twice");
    }
}
