namespace ControlPlane.Domain.Analysis.Templates.Stored;

/// <summary>Something that a rollout may, or must, say when it names a template. Immutable.</summary>
/// <param name="Name">Stands in the template as <c>{{args.name}}</c>.</param>
/// <param name="Type">What values it takes.</param>
/// <param name="Default">The value where none is given, as text; null when one must be given.</param>
/// <param name="Description">What it means; empty when the name says it.</param>
public sealed record TemplateParameter(string Name, ParameterType Type, string? Default = null, string Description = "");
