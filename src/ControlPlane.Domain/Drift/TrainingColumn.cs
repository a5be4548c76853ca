using System.Globalization;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Contracts.Telemetry;

namespace ControlPlane.Domain.Drift;

/// <summary>One column of training data. Mutable, not thread-safe.</summary>
/// <param name="name">Its name.</param>
/// <param name="isText">Whether values are categories; null lets the first value decide.</param>
internal sealed class TrainingColumn(string name, bool? isText)
{
    private const int LongestQuote = 40;

    private readonly FeatureSketch _sketch = new();
    private readonly Dictionary<string, long> _categories = new(StringComparer.Ordinal);
    private bool? _isText = isText;
    private long _missing;
    private long _rows;

    public FeatureWindow Window => _isText == true ? new(name, null, _categories, _missing) : new(name, _sketch, _categories, _missing);

    public long Rows => _rows;

    public Refusal? Add(string text, int line)
    {
        var isNumber = float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value);
        _rows++;
        if (text.Length == 0 || (_isText != true && isNumber && !float.IsFinite(value)))
        {
            _missing++;
            return null;
        }

        _isText ??= !isNumber;
        if (_isText == true)
            Count(text);
        else if (isNumber)
            _sketch.Add(FeatureSketch.BinOf(value), 1);
        else
            return Refusal.OfField(ReferenceRefusals.RowWrong, $"line {line}, column {name}", $"is '{Quote(text)}' where a number is due", "give a number, or leave the value empty if it is missing");
        return null;
    }

    private static string Quote(string text) => text.Length <= LongestQuote ? text : $"{text[..LongestQuote]}…";

    private void Count(string text)
    {
        var known = _categories.ContainsKey(text) || _categories.Count < FeatureSummary.MaximumCategories;
        var category = known ? text : OutputSummary.OtherLabel;
        _categories[category] = _categories.GetValueOrDefault(category) + 1;
    }
}
