using System.Globalization;
using ControlPlane.Domain.Analysis.Quality;

namespace ControlPlane.Web.Features.Quality;

/// <summary>Mistake costs while somebody edits them, as typed. Belongs to one form, not thread-safe.</summary>
public sealed class MistakeCostDraft
{
    private readonly Dictionary<(string Predicted, string Label), string> _typed;
    private readonly List<string> _classes;

    /// <summary>A draft that starts from the costs in force.</summary>
    /// <param name="classes">Classes to offer.</param>
    /// <param name="costs">The costs in force.</param>
    public MistakeCostDraft(IReadOnlyList<string> classes, IReadOnlyList<MistakeCost> costs)
    {
        _classes = [.. classes];
        _typed = costs.ToDictionary(c => (c.Predicted, c.Label), c => c.Cost.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Rows and columns of the form.</summary>
    public IReadOnlyList<string> Classes => _classes;

    /// <summary>What stands in a field; empty where nothing costs anything.</summary>
    public string Of(string predicted, string label) => _typed.GetValueOrDefault((predicted, label), "");

    /// <summary>Takes what was typed into a field.</summary>
    public void Type(string predicted, string label, string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            _typed.Remove((predicted, label));
        else
            _typed[(predicted, label)] = text.Trim();
    }

    /// <summary>A class more to give costs for; one that is there already changes nothing.</summary>
    public void Add(string name)
    {
        if (name.Trim() is { Length: > 0 } wanted && !_classes.Contains(wanted, StringComparer.Ordinal))
            _classes.Add(wanted);
    }

    /// <summary>Whether a field holds what is no finite number.</summary>
    public bool IsWrong(string predicted, string label) => Of(predicted, label) is { Length: > 0 } text && NumberOf(text) is null;

    /// <summary>What keeps the draft from being saved, in a sentence; null when nothing does.</summary>
    public string? Problem => _typed.FirstOrDefault(t => NumberOf(t.Value) is null) is { Key.Predicted: { } predicted } wrong
        ? $"The cost of answering '{predicted}' where '{wrong.Key.Label}' is true is '{wrong.Value}': use a finite number with a point, such as 2.5, or leave it empty for 0."
        : null;

    /// <summary>What was typed; a cost of 0 is what is not declared.</summary>
    /// <exception cref="InvalidOperationException">There is a <see cref="Problem"/>.</exception>
    public IReadOnlyList<MistakeCost> ToCosts() =>
    [
        .. _typed.Select(t => new MistakeCost(t.Key.Predicted, t.Key.Label, NumberOf(t.Value) ?? throw new InvalidOperationException(Problem)))
            .Where(c => c.Cost != 0)
            .OrderBy(c => c.Predicted, StringComparer.Ordinal).ThenBy(c => c.Label, StringComparer.Ordinal),
    ];

    /// <summary>Whether it says the same as these costs.</summary>
    public bool IsOf(IReadOnlyList<MistakeCost> costs) => Problem is null && ToCosts().ToHashSet().SetEquals(costs);

    private static double? NumberOf(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
}
