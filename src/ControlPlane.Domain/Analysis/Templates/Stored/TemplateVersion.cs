namespace ControlPlane.Domain.Analysis.Templates.Stored;

/// <summary>One immutable version of a stored template.</summary>
public sealed class TemplateVersion
{
    private TemplateVersion()
    {
    }

    /// <summary>Name of the template.</summary>
    public string Template { get; private init; } = null!;

    /// <summary>From 1, never reused, not even after the template was deleted.</summary>
    public int Number { get; private init; }

    /// <summary>What it is for; empty when nothing was said.</summary>
    public string Description { get; private init; } = null!;

    /// <summary>What may be said when it is named.</summary>
    public IReadOnlyList<TemplateParameter> Parameters { get; private init; } = [];

    /// <summary>Checks and how they decide as JSON, with <c>{{args.name}}</c> where arguments go.</summary>
    public string Content { get; private init; } = null!;

    /// <summary>Who made it.</summary>
    public string CreatedBy { get; private init; } = null!;

    /// <summary>When.</summary>
    public DateTimeOffset CreatedAt { get; private init; }

    internal static TemplateVersion Create(string template, int number, TemplateDraft draft, string actor, DateTimeOffset now) => new()
    {
        Template = template,
        Number = number,
        Description = draft.Description,
        Parameters = draft.Parameters,
        Content = draft.Content,
        CreatedBy = actor,
        CreatedAt = now,
    };
}
