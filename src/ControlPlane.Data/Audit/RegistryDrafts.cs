using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Drift;
using ControlPlane.Data.Mapping;
using ControlPlane.Domain.Actors;
using ControlPlane.Domain.Analysis.Templates.Stored;
using ControlPlane.Domain.Audit;
using ControlPlane.Domain.Models;

namespace ControlPlane.Data.Audit;

/// <summary>What the audit says about models, analysis templates and references. Stateless.</summary>
public static class RegistryDrafts
{
    /// <summary>A file became a version.</summary>
    public static AuditDraft Registered(ModelVersion version, Actor actor, DateTimeOffset now) => new()
    {
        At = now,
        Actor = actor,
        Subject = AuditSubject.Model,
        Name = version.Model,
        Action = "version-registered",
        Sentence = $"Version {version.Number} of {version.Model} was registered: {version.SizeBytes} bytes, digest {AuditDisagreement.Abridge(version.Digest)}",
        After = JsonColumn.Write(new { version.Number, version.Digest, version.SizeBytes, version.Description, version.Tags, version.Origin }),
    };

    /// <summary>An import from another host was refused.</summary>
    public static AuditDraft ImportRefused(string model, Refusal refusal, Actor actor, DateTimeOffset now) => new()
    {
        At = now,
        Actor = actor,
        Subject = AuditSubject.Model,
        Name = model,
        Action = "import-refused",
        Sentence = $"An import for {model} was refused: {refusal.Sentence}",
        After = JsonColumn.Write(new { refusal.Code }),
    };

    /// <summary>A version got a golden set, or another one.</summary>
    public static AuditDraft Expected(ModelVersion version, Actor actor, DateTimeOffset now) => new()
    {
        At = now,
        Actor = actor,
        Subject = AuditSubject.Model,
        Name = version.Model,
        Action = "golden-set",
        Sentence = $"Version {version.Number} of {version.Model} must answer the golden set {AuditDisagreement.Abridge(version.GoldenDigest!)}.",
        After = JsonColumn.Write(new { version.Number, version.GoldenDigest, version.GoldenBytes }),
    };

    /// <summary>A model got another description.</summary>
    public static AuditDraft Described(RegisteredModel model, string before, Actor actor, DateTimeOffset now) => new()
    {
        At = now,
        Actor = actor,
        Subject = AuditSubject.Model,
        Name = model.Name,
        Action = "described",
        Sentence = $"The model {model.Name} has another description.",
        Before = JsonColumn.Write(new { Description = before }),
        After = JsonColumn.Write(new { model.Description }),
    };

    /// <summary>An alias came into being or moved.</summary>
    /// <param name="alias">As it is.</param>
    /// <param name="before">The version it pointed at; null when it is new.</param>
    /// <param name="actor">Who moved it.</param>
    /// <param name="now">When.</param>
    public static AuditDraft Pointed(ModelAlias alias, int? before, Actor actor, DateTimeOffset now) => new()
    {
        At = now,
        Actor = actor,
        Subject = AuditSubject.Model,
        Name = alias.Model,
        Action = "alias-set",
        Sentence = before is null
            ? $"The alias {alias.Name} of {alias.Model} was made and points at version {alias.Version}."
            : $"The alias {alias.Name} of {alias.Model} moved from version {before} to version {alias.Version}.",
        Before = before is { } version ? JsonColumn.Write(new { Alias = alias.Name, Version = version }) : null,
        After = JsonColumn.Write(new { Alias = alias.Name, alias.Version }),
    };

    /// <summary>An analysis template got a version.</summary>
    public static AuditDraft Added(TemplateVersion version, Actor actor) => new()
    {
        At = version.CreatedAt,
        Actor = actor,
        Subject = AuditSubject.AnalysisTemplate,
        Name = version.Template,
        Action = "version-added",
        Sentence = $"The analysis template {version.Template} got version {version.Number}.",
        After = JsonColumn.Write(new { version.Number, version.Description, version.Parameters, version.Content }),
    };

    /// <summary>An analysis template was deleted.</summary>
    public static AuditDraft Deleted(string template, int versions, Actor actor, DateTimeOffset now) => new()
    {
        At = now,
        Actor = actor,
        Subject = AuditSubject.AnalysisTemplate,
        Name = template,
        Action = "deleted",
        Sentence = $"The analysis template {template} was deleted with {versions} {(versions == 1 ? "version" : "versions")}.",
        Before = JsonColumn.Write(new { Versions = versions }),
    };

    /// <summary>A reference came into force.</summary>
    public static AuditDraft Frozen(StoredReference reference, string pool, Actor actor) => new()
    {
        At = reference.FrozenAt,
        Actor = actor,
        Subject = AuditSubject.DriftReference,
        Name = reference.Id,
        Action = "frozen",
        Endpoint = reference.Endpoint,
        Pool = pool,
        Sentence = $"Drift of {reference.Endpoint} is measured against {reference.Rows} rows frozen for the {reference.Part.ToString().ToLowerInvariant()} of v{reference.Version}.",
        After = JsonColumn.Write(new { reference.Version, reference.Part, reference.Source, reference.Rows, Features = reference.Features.Count }),
    };

    /// <summary>A reference was taken out of force.</summary>
    public static AuditDraft Ended(string endpoint, string id, Actor actor, DateTimeOffset now) => new()
    {
        At = now,
        Actor = actor,
        Subject = AuditSubject.DriftReference,
        Name = id,
        Action = "removed",
        Endpoint = endpoint,
        Sentence = $"Drift of {endpoint} is no longer measured against the reference {id}.",
    };
}
