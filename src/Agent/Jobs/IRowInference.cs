using System.Text.Json;
using ControlPlane.Contracts.Jobs;

namespace ControlPlane.AgentHost.Jobs;

/// <summary>Answers a request of a batch job.</summary>
internal interface IRowInference
{
    /// <summary>Answers as a caller who can wait would be answered.</summary>
    /// <param name="endpoint">Name of the endpoint.</param>
    /// <param name="version">The version that answers.</param>
    /// <param name="request">Inference request of the Open Inference Protocol.</param>
    /// <param name="cancellationToken">Ends the run where that is possible.</param>
    Task<ChunkAnswer> InferAsync(string endpoint, int version, JsonElement request, CancellationToken cancellationToken);
}
