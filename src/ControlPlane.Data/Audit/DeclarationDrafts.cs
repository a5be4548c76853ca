using ControlPlane.Data.Mapping;
using ControlPlane.Domain.Actors;
using ControlPlane.Domain.Audit;
using ControlPlane.Domain.Declarations;

namespace ControlPlane.Data.Audit;

/// <summary>What the audit says about declarations. Stateless.</summary>
public static class DeclarationDrafts
{
    /// <summary>A file said something about a thing.</summary>
    /// <param name="declaration">As it is.</param>
    /// <param name="before">What was declared before, as JSON; null when nothing was.</param>
    /// <param name="actor">Who applied it.</param>
    public static AuditDraft Applied(AppliedDeclaration declaration, string? before, Actor actor) => new()
    {
        At = declaration.AppliedAt,
        Actor = actor,
        Subject = AuditSubject.Declaration,
        Name = $"{declaration.Kind}/{declaration.Name}",
        Action = "applied",
        Sentence = $"{declaration.Kind} {declaration.Name} is declared{(declaration.Source.Length == 0 ? "" : $" by {declaration.Source}")}.",
        Before = before,
        After = JsonColumn.Write(new { declaration.Labels, declaration.Content }),
    };

    /// <summary>No file says anything about a thing any more.</summary>
    public static AuditDraft Forgotten(AppliedDeclaration declaration, Actor actor, DateTimeOffset now) => new()
    {
        At = now,
        Actor = actor,
        Subject = AuditSubject.Declaration,
        Name = $"{declaration.Kind}/{declaration.Name}",
        Action = "forgotten",
        Sentence = $"{declaration.Kind} {declaration.Name} is no longer declared by a file.",
        Before = JsonColumn.Write(new { declaration.Labels, declaration.Content }),
    };
}
