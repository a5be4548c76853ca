using System.Net;
using System.Text.Json.Nodes;

namespace ControlPlane.Cli.Api;

/// <summary>What the control plane answered. Immutable.</summary>
/// <param name="Status">Below 400.</param>
/// <param name="Body">Its JSON; an empty object when the answer has no body.</param>
/// <param name="EntityTag">Null when the answer has none.</param>
internal sealed record ApiAnswer(HttpStatusCode Status, JsonNode Body, string? EntityTag);
