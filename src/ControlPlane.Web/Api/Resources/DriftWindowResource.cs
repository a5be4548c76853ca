namespace ControlPlane.Web.Api.Resources;

/// <summary>One judged window. Immutable.</summary>
internal sealed record DriftWindowResource(DateTimeOffset From, IReadOnlyList<DriftScoreResource> Scores);
