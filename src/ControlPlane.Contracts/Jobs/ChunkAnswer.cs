using System.Text.Json;

namespace ControlPlane.Contracts.Jobs;

/// <summary>The answer to one request of a chunk, as a caller of the agent would have got it. Immutable.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Body">The protocol's answer, or its error object.</param>
public sealed record ChunkAnswer(int Status, JsonElement Body);
