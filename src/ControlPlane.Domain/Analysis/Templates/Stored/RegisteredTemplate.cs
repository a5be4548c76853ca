using ControlPlane.Contracts.Outcomes;
using ControlPlane.Domain.Actors;
using ControlPlane.Domain.Naming;

namespace ControlPlane.Domain.Analysis.Templates.Stored;

/// <summary>A named family of versions of an analysis template. Not thread-safe; one operation loads, changes and saves it.</summary>
public sealed class RegisteredTemplate
{
    /// <summary>Longest description of a version in characters.</summary>
    public const int MaximumDescription = 2_000;

    private readonly List<TemplateVersion> _versions = [];

    private RegisteredTemplate()
    {
    }

    /// <summary>Unique, see <see cref="NameRule"/>.</summary>
    public string Name { get; private init; } = null!;

    /// <summary>Number of the next version.</summary>
    public int NextNumber { get; private set; }

    /// <summary>When the name was first used.</summary>
    public DateTimeOffset CreatedAt { get; private init; }

    /// <summary>When it was deleted; null while it can be named. Kept so that numbers of old versions are never given again.</summary>
    public DateTimeOffset? DeletedAt { get; private set; }

    /// <summary>Rises with every change, from 1.</summary>
    public long ConcurrencyVersion { get; private set; }

    /// <summary>Ascending by number; empty once deleted.</summary>
    public IReadOnlyList<TemplateVersion> Versions => [.. _versions.OrderBy(v => v.Number)];

    /// <summary>A template without versions.</summary>
    /// <returns>Refusal: <see cref="TemplateRefusals.Invalid"/>.</returns>
    public static Outcome<RegisteredTemplate> Create(string name, DateTimeOffset now)
    {
        var problems = new Problems();
        problems.Add(NameRule.Check("name", name));
        if (name == AnalysisTemplate.Default.Name)
            problems.Add("name", $"is '{name}', which stands for the product's own checks", "choose another");
        return problems.Any ? problems.ToRefusal(TemplateRefusals.Invalid) : new RegisteredTemplate { Name = name, CreatedAt = now, NextNumber = 1 };
    }

    /// <summary>Adds a version; what a rollout runs already stays as it is.</summary>
    /// <param name="draft">Its content, resolved and found right by the caller.</param>
    /// <param name="actor">Who makes it.</param>
    /// <param name="now">The time of the change.</param>
    /// <returns>Refusal: <see cref="TemplateRefusals.Invalid"/>.</returns>
    public Outcome<TemplateVersion> Add(TemplateDraft draft, Actor actor, DateTimeOffset now)
    {
        if (draft.Description.Length > MaximumDescription)
            return Refusal.OfField(TemplateRefusals.Invalid, "description", $"has {draft.Description.Length} characters", $"use at most {MaximumDescription}");
        if (TemplateArguments.CheckParameters(draft.Parameters) is { } refusal)
            return refusal;

        var version = TemplateVersion.Create(Name, NextNumber++, draft, actor.Name, now);
        _versions.Add(version);
        DeletedAt = null;
        ConcurrencyVersion++;
        return version;
    }

    /// <summary>Takes every version away; rollouts go on with the copies in their plans.</summary>
    public void Delete(DateTimeOffset now)
    {
        _versions.Clear();
        DeletedAt = now;
        ConcurrencyVersion++;
    }
}
