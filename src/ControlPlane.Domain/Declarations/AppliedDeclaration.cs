using ControlPlane.Contracts.Outcomes;
using ControlPlane.Domain.Actors;
using ControlPlane.Domain.Naming;

namespace ControlPlane.Domain.Declarations;

/// <summary>
/// What a file last said about one thing, and with which labels: so that a click that came later is told apart from what a file never said,
/// and that a thing is found whose file is gone. Not thread-safe; one operation loads, changes and saves it.
/// </summary>
public sealed class AppliedDeclaration
{
    /// <summary>Longest content, characters.</summary>
    public const int MaximumContent = 200_000;

    /// <summary>Most labels.</summary>
    public const int MaximumLabels = 20;

    private const int MaximumText = 200;

    private AppliedDeclaration()
    {
    }

    /// <summary>What kind of thing.</summary>
    public string Kind { get; private init; } = null!;

    /// <summary>Its name.</summary>
    public string Name { get; private init; } = null!;

    /// <summary>Labels of the document.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; private set; } = new Dictionary<string, string>();

    /// <summary>What was declared, as a JSON object.</summary>
    public string Content { get; private set; } = null!;

    /// <summary>Where it stands; empty when unknown.</summary>
    public string Source { get; private set; } = "";

    /// <summary>Who applied it last.</summary>
    public string AppliedBy { get; private set; } = null!;

    /// <summary>When it was applied last.</summary>
    public DateTimeOffset AppliedAt { get; private set; }

    /// <summary>A first declaration.</summary>
    /// <returns>Refusal: <see cref="DeclarationRefusals.Invalid"/>.</returns>
    public static Outcome<AppliedDeclaration> Create(DeclarationDraft draft, Actor actor, DateTimeOffset now)
    {
        var declaration = new AppliedDeclaration { Kind = draft.Kind, Name = draft.Name };
        return declaration.Apply(draft, actor, now);
    }

    /// <summary>The same thing declared again.</summary>
    /// <returns>Refusal: <see cref="DeclarationRefusals.Invalid"/>.</returns>
    public Outcome<AppliedDeclaration> Apply(DeclarationDraft draft, Actor actor, DateTimeOffset now)
    {
        if (Check(draft) is { } refusal)
            return refusal;
        Labels = draft.Labels;
        Content = draft.Content;
        Source = draft.Source;
        AppliedBy = actor.Name;
        AppliedAt = now;
        return this;
    }

    /// <summary>Whether the draft says what is said already.</summary>
    public bool IsSame(DeclarationDraft draft) =>
        Content == draft.Content && Source == draft.Source && Labels.Count == draft.Labels.Count && Labels.All(l => draft.Labels.TryGetValue(l.Key, out var value) && value == l.Value);

    private static Refusal? Check(DeclarationDraft draft)
    {
        var problems = new Problems();
        if (draft.Kind.Length is 0 or > NameRule.MaximumLength || !draft.Kind.All(char.IsAsciiLetter))
            problems.Add("kind", $"is '{draft.Kind}'", "use the kind of the document");
        problems.Add(NameRule.Check("name", draft.Name));
        if (draft.Content.Length > MaximumContent)
            problems.Add("spec", $"has {draft.Content.Length} characters", $"use at most {MaximumContent}");
        if (draft.Source.Length > MaximumText)
            problems.Add("source", $"has {draft.Source.Length} characters", $"use at most {MaximumText}");
        if (draft.Labels.Count > MaximumLabels)
            problems.Add("labels", $"are {draft.Labels.Count}", $"use at most {MaximumLabels}");
        foreach (var (name, value) in draft.Labels)
        {
            problems.Add(NameRule.Check($"labels.{name}", name));
            if (value.Length > MaximumText)
                problems.Add($"labels.{name}", $"has {value.Length} characters", $"use at most {MaximumText}");
        }

        return problems.Any ? problems.ToRefusal(DeclarationRefusals.Invalid) : null;
    }
}
