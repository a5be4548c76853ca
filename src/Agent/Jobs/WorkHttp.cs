using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Jobs;
using ControlPlane.Contracts.Json;

namespace ControlPlane.AgentHost.Jobs;

/// <summary>Work and stored predictions over HTTP. Thread-safe.</summary>
internal sealed class WorkHttp(HttpClient client, TimeProvider time) : IWorkSource, IPredictionSource
{
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(30);

    /// <inheritdoc />
    public async Task<WorkAnswer> AskAsync(WorkRequest request, CancellationToken cancellationToken)
    {
        using var response = await PostAsync(AgentRoutes.Work, request, ContractsJsonContext.Default.WorkRequest, cancellationToken);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync(ContractsJsonContext.Default.WorkAnswer, cancellationToken)
            ?? throw new HttpRequestException("The question for work was answered with nothing.");
    }

    /// <inheritdoc />
    public Task<bool> RenewAsync(LeaseRenewal renewal, CancellationToken cancellationToken) =>
        TryAsync(AgentRoutes.WorkRenewal, renewal, ContractsJsonContext.Default.LeaseRenewal, cancellationToken);

    /// <inheritdoc />
    public Task<bool> ReportAsync(ChunkReport report, CancellationToken cancellationToken) =>
        TryAsync(AgentRoutes.WorkReport, report, ContractsJsonContext.Default.ChunkReport, cancellationToken);

    /// <inheritdoc />
    public async Task<Stream> OpenAsync(string digest, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(AnswerTimeout, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        var response = await client.GetAsync(AgentRoutes.Predictions + digest, HttpCompletionOption.ResponseHeadersRead, linked.Token);
        if (response.IsSuccessStatusCode)
            return await response.Content.ReadAsStreamAsync(cancellationToken);
        var status = (int)response.StatusCode;
        response.Dispose();
        throw new HttpRequestException($"The control plane answered {status} to the request for the predictions {digest}.");
    }

    private async Task<bool> TryAsync<T>(string path, T body, JsonTypeInfo<T> form, CancellationToken cancellationToken)
    {
        using var response = await PostAsync(path, body, form, cancellationToken);
        if (response.StatusCode == HttpStatusCode.Conflict)
            return false;
        response.EnsureSuccessStatusCode();
        return true;
    }

    private async Task<HttpResponseMessage> PostAsync<T>(string path, T body, JsonTypeInfo<T> form, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(AnswerTimeout, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        using var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, form));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return await client.PostAsync(path, content, linked.Token);
    }
}
