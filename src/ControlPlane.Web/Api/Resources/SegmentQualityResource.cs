namespace ControlPlane.Web.Api.Resources;

/// <summary>What labels say about one version's answers to one segment. Immutable.</summary>
/// <param name="Segment">An <c>attribute=value</c>.</param>
/// <param name="LabelCoverage">Share of its answers whose label is known.</param>
/// <param name="Accuracy">Share of its labelled answers that were right.</param>
internal sealed record SegmentQualityResource(string Segment, EstimateResource LabelCoverage, EstimateResource Accuracy);
