using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Endpoints;
using ControlPlane.Data.Models;
using ControlPlane.Domain.Analysis.Templates.Stored;
using ControlPlane.Domain.Rollouts;

namespace ControlPlane.Web.Features.Rollouts.Wizard;

/// <summary>What the wizard shows for a choice. Immutable.</summary>
public sealed record WizardScreen
{
    /// <summary>The choice with what could be filled in: the only endpoint there is.</summary>
    public required WizardChoice Choice { get; init; }

    /// <summary>Endpoints to choose from.</summary>
    public required IReadOnlyList<EndpointRow> Endpoints { get; init; }

    /// <summary>The chosen one; null when none is chosen or it does not exist.</summary>
    public EndpointRow? Endpoint { get; init; }

    /// <summary>Versions to choose from, newest first.</summary>
    public IReadOnlyList<ModelVersionRow> Versions { get; init; } = [];

    /// <summary>The rollout that keeps the endpoint busy; null when it is idle.</summary>
    public Rollout? Busy { get; init; }

    /// <summary>What would happen; null when nothing can be worked out, or not yet.</summary>
    public RolloutPreview? Preview { get; init; }

    /// <summary>Stored analysis templates, by name.</summary>
    public IReadOnlyList<RegisteredTemplate> Templates { get; init; } = [];

    /// <summary>Why it could not start; null when it could, or when nothing is chosen.</summary>
    public Refusal? Refusal { get; init; }

    /// <summary>The first problem of a field or of what is inside it; null when there is none.</summary>
    public FieldProblem? ProblemOf(string field) => Refusal?.Fields.FirstOrDefault(f =>
        f.Field == field || f.Field.StartsWith(field + "[", StringComparison.Ordinal) || f.Field.StartsWith(field + ".", StringComparison.Ordinal) || f.Field.EndsWith("]." + field, StringComparison.Ordinal)
        || HookFields.IsIn(field, f.Field, Choice.Fields));
}
