using ControlPlane.Domain.Analysis.Templates.Stored;
using ControlPlane.Domain.Rollouts;

namespace ControlPlane.Web.Features.Analysis;

/// <summary>A stored template with the active rollouts that run a copy of it. Immutable.</summary>
/// <param name="Template">The template.</param>
/// <param name="Active">Rollouts under way whose plan was made with it.</param>
public sealed record TemplateScreen(RegisteredTemplate Template, IReadOnlyList<Rollout> Active);
