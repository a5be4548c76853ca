namespace ControlPlane.Domain.Analysis.Templates.Stored;

/// <summary>What a version of a stored template shall hold. Immutable.</summary>
/// <param name="Content">Checks and how they decide as JSON in the form of the API, with <c>{{args.name}}</c> where arguments go.</param>
/// <param name="Parameters">What may be said when it is named.</param>
/// <param name="Description">What it is for; empty when nothing was said.</param>
public sealed record TemplateDraft(string Content, IReadOnlyList<TemplateParameter> Parameters, string Description = "")
{
    /// <summary>What the JSON may hold.</summary>
    public static IReadOnlyList<string> Members { get; } = ["checks", "judge", "comparison", "onError", "baseline"];
}
