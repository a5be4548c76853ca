using ControlPlane.Domain.Analysis.Templates.Stored;

namespace ControlPlane.Web.Features.Analysis;

/// <summary>A version of a stored analysis template that shall be. Immutable.</summary>
/// <param name="Name">Name of the template.</param>
/// <param name="Draft">What the version holds.</param>
/// <param name="IsNew">Whether the template must not exist yet; otherwise it must.</param>
/// <param name="ExpectedVersion">The concurrency version that was read; null accepts any.</param>
public sealed record AddTemplateVersionRequest(string Name, TemplateDraft Draft, bool IsNew, long? ExpectedVersion = null);
