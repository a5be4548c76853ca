using System.Text;
using System.Text.Json;
using ControlPlane.AgentHost.Serving;
using ControlPlane.Contracts.Jobs;

namespace ControlPlane.AgentHost.Jobs;

/// <summary>Answers rows by this agent's own data port, at batch priority and with the version named, so that they are no traffic of the endpoint. Singleton, thread-safe.</summary>
internal sealed class RowInference(InferenceServer server) : IRowInference
{
    /// <inheritdoc />
    public async Task<ChunkAnswer> InferAsync(string endpoint, int version, JsonElement request, CancellationToken cancellationToken)
    {
        var body = Encoding.UTF8.GetBytes(request.GetRawText());
        var (status, answer) = await server.AskAsync($"/v2/models/{endpoint}/versions/{version}/infer", body, cancellationToken).ConfigureAwait(false);
        using var document = JsonDocument.Parse(answer.Length == 0 ? "{}"u8.ToArray() : answer);
        return new ChunkAnswer(status, document.RootElement.Clone());
    }
}
