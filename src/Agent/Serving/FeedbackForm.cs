using System.Text.Json;

namespace ControlPlane.AgentHost.Serving;

/// <summary>Body of a feedback request.</summary>
/// <param name="Token">From the response header <c>x-feedback-token</c>.</param>
/// <param name="Label">The true class or value: a text, number or truth value.</param>
/// <param name="Metric">Name of a reward.</param>
/// <param name="Value">The reward.</param>
internal sealed record FeedbackForm(string? Token, JsonElement? Label, string? Metric, double? Value);
