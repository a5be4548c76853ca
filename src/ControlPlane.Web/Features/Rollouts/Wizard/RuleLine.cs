using ControlPlane.Contracts.Routing;

namespace ControlPlane.Web.Features.Rollouts.Wizard;

/// <summary>One rule of a feature flag as typed. Immutable.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Attribute">Header or parameter; empty for everybody.</param>
/// <param name="Operator">How to compare.</param>
/// <param name="Values">Separated by commas.</param>
/// <param name="Share">Per cent of those who match; empty for all.</param>
public sealed record RuleLine(string Id, string Attribute, ConditionOperator Operator, string Values, string Share)
{
    private const char Between = '|';

    // What separates is taken out of what is typed.
    private static readonly char[] Separators = [Between, '\n'];

    /// <summary>The rule a new flag begins with.</summary>
    public static RuleLine Usual { get; } = new("everybody", "", ConditionOperator.In, "", "10");

    /// <summary>Rules from the address; what is malformed is left out.</summary>
    public static IReadOnlyList<RuleLine> Parse(string text) =>
    [
        .. text.Split('\n').Select(line => line.Split(Between)).Where(parts => parts.Length == 5)
            .Select(parts => new RuleLine(parts[0], parts[1], WizardChoice.ReadWord<ConditionOperator>(parts[2]) ?? ConditionOperator.In, parts[3], parts[4])),
    ];

    /// <summary>Rules for the address.</summary>
    public static string Format(IEnumerable<RuleLine> lines) => string.Join('\n', lines.Select(l => string.Join(Between, Clean(l.Id), Clean(l.Attribute), WizardChoice.WordOf(l.Operator), Clean(l.Values), Clean(l.Share))));

    private static string Clean(string text) => string.Concat(text.Trim().Split(Separators));
}
