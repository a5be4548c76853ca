using System.Globalization;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Domain.Rollouts.Steps;

namespace ControlPlane.Web.Features.Rollouts.Strategies;

/// <summary>An experiment's plan while somebody edits it, as typed. Belongs to one form, not thread-safe.</summary>
public sealed class ExperimentPlanDraft
{
    private static readonly Dictionary<string, string> Labels = new(StringComparer.Ordinal)
    {
        ["hypothesis"] = "Hypothesis",
        ["metric"] = "Deciding metric",
        ["margin"] = "Margin, in the metric's unit",
        ["alpha"] = "False alarms accepted (α)",
        ["power"] = "Power",
        ["samples"] = "Units per variant",
        ["hold"] = "Least time",
        ["horizon"] = "Longest time",
        ["reason"] = "Why does the plan change?",
    };

    private readonly ExperimentStep _before;

    /// <summary>A draft that starts from the plan in force.</summary>
    public ExperimentPlanDraft(ExperimentStep before)
    {
        _before = before;
        Hypothesis = before.Hypothesis;
        Metric = before.PrimaryMetric;
        Margin = Text(before.Margin);
        Alpha = Text(before.Alpha);
        Power = Text(before.Power);
        Samples = before.PlannedPerVariant.ToString(CultureInfo.InvariantCulture);
        Least = DurationText.Of(before.MinimumDuration);
        Longest = DurationText.Of(before.MaximumDuration);
    }

    /// <summary>What is believed.</summary>
    public string Hypothesis { get; set; }

    /// <summary>What decides.</summary>
    public string Metric { get; set; }

    /// <summary>In the metric's unit.</summary>
    public string Margin { get; set; }

    /// <summary>Share of false alarms.</summary>
    public string Alpha { get; set; }

    /// <summary>Chance to find what matters.</summary>
    public string Power { get; set; }

    /// <summary>Units per variant.</summary>
    public string Samples { get; set; }

    /// <summary>Least time.</summary>
    public string Least { get; set; }

    /// <summary>Longest time.</summary>
    public string Longest { get; set; }

    /// <summary>Why; the history keeps it.</summary>
    public string Reason { get; set; } = "";

    /// <summary>What is different from the plan in force.</summary>
    /// <returns>Refusal: <see cref="RolloutRefusals.Invalid"/>, with every field that cannot be read.</returns>
    public Outcome<ExperimentRevision> ToRevision()
    {
        var problems = new List<FieldProblem>();
        double? Number(string field, string text, double before)
        {
            if (text.Trim() == Text(before))
                return null;
            if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number))
                return number;
            problems.Add(new FieldProblem(field, $"is '{text}'", "use a number with a point, such as 0.05"));
            return null;
        }

        TimeSpan? Time(string field, string text, TimeSpan before)
        {
            if (text.Trim() == DurationText.Of(before))
                return null;
            if (DurationText.TryParse(text.Replace(" ", "", StringComparison.Ordinal), out var time))
                return time;
            problems.Add(new FieldProblem(field, $"is '{text}'", "use a number with its unit, such as 90s, 5m or 2h"));
            return null;
        }

        var isOtherMetric = Metric != _before.PrimaryMetric;
        var revision = new ExperimentRevision
        {
            Hypothesis = Hypothesis.Trim() == _before.Hypothesis ? null : Hypothesis.Trim(),
            PrimaryMetric = isOtherMetric ? Metric : null,
            Margin = Number("margin", Margin, isOtherMetric ? double.NaN : _before.Margin),
            Alpha = Number("alpha", Alpha, _before.Alpha),
            Power = Number("power", Power, _before.Power),
            PlannedPerVariant = Whole(Samples, problems),
            MinimumDuration = Time("hold", Least, _before.MinimumDuration),
            MaximumDuration = Time("horizon", Longest, _before.MaximumDuration),
        };
        return problems.Count == 0
            ? revision
            : new Refusal(RolloutRefusals.Invalid, string.Join(" ", problems.Select(p => $"{p.Field} {p.Problem}; {p.Remedy}."))) { Fields = problems };
    }

    /// <summary>What a field of the plan is called on the form.</summary>
    public static string LabelOf(string field) => Labels.GetValueOrDefault(field, field);

    /// <summary>A refusal in the words of the form.</summary>
    public static string Explain(Refusal refusal) => refusal.Fields.Count == 0
        ? refusal.Sentence
        : string.Join(" ", refusal.Fields.Select(f => $"{(Labels.TryGetValue(f.Field, out var label) ? $"'{label}'" : $"The {f.Field}")} {f.Problem}; {f.Remedy}."));

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);

    private long? Whole(string text, List<FieldProblem> problems)
    {
        if (long.TryParse(text, NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var number))
            return number == _before.PlannedPerVariant ? null : number;
        problems.Add(new FieldProblem("samples", $"is '{text}'", "use a whole number"));
        return null;
    }
}
