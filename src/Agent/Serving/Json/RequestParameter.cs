using System.Text.Json;

namespace ControlPlane.AgentHost.Serving.Json;

/// <summary>One of a request's <c>parameters</c>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">The text of a string without its quotes, or the literal.</param>
/// <param name="Kind">String, number or truth value; others are not kept.</param>
internal readonly record struct RequestParameter(TextRange Name, TextRange Value, JsonTokenType Kind);
