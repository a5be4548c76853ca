using System.Net;
using System.Net.Http.Headers;
using ControlPlane.AgentHost.Artifacts;
using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Json;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Contracts.Routing;
using ControlPlane.Contracts.Telemetry;

namespace ControlPlane.AgentHost.Connection;

/// <summary>Everything an enrolled agent asks over HTTP: tables, model files, long telemetry. Thread-safe.</summary>
internal sealed class ControlPlaneHttp(HttpClient client, TimeProvider time) : ITableSource, IArtifactSource, ITelemetryUpload
{
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(15);

    /// <summary>A client for one agent.</summary>
    /// <param name="addresses">Where it asks.</param>
    /// <param name="prover">Says who asks; null before the agent has joined.</param>
    public static HttpClient CreateClient(ControlPlaneAddresses addresses, AgentProver? prover)
    {
        var sockets = new SocketsHttpHandler
        {
            ConnectTimeout = TimeSpan.FromSeconds(5),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            AllowAutoRedirect = false,
            UseCookies = false,
        };
        HttpMessageHandler sender = prover is null ? sockets : new ProofHandler(prover, sockets);
        return new HttpClient(new CurrentAddressHandler(addresses, sender))
        {
            BaseAddress = addresses.Current,
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    /// <inheritdoc />
    public async Task<PolledTable?> PollAsync(string? knownDigest, CancellationToken cancellationToken)
    {
        using var timeout = Deadline(cancellationToken, out var linked);
        using var both = linked;
        using var request = new HttpRequestMessage(HttpMethod.Get, AgentRoutes.RoutingTable);
        if (knownDigest is not null)
            request.Headers.IfNoneMatch.Add(new EntityTagHeaderValue($"\"{knownDigest}\""));

        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, linked.Token);
        if (response.StatusCode is HttpStatusCode.NotModified or HttpStatusCode.NotFound or HttpStatusCode.NoContent)
            return null;
        response.EnsureSuccessStatusCode();

        var digest = response.Headers.ETag?.Tag.Trim('"') ?? throw new HttpRequestException("The table came without an ETag.");
        var content = await ReadBoundedAsync(response, RoutingTableCodec.MaximumBytes + 1, linked.Token);
        var signature = response.Headers.TryGetValues(AgentRoutes.SignatureHeader, out var values) ? values.FirstOrDefault() : null;
        return new PolledTable(content, digest, signature);
    }

    /// <inheritdoc />
    public async Task<Outcome<ArtifactDownload>> OpenAsync(string digest, long offset, CancellationToken cancellationToken)
    {
        using var timeout = Deadline(cancellationToken, out var linked);
        using var both = linked;
        using var request = new HttpRequestMessage(HttpMethod.Get, AgentRoutes.Artifacts + digest);
        if (offset > 0)
            request.Headers.Range = new RangeHeaderValue(offset, null);
        HttpResponseMessage? response = null;
        try
        {
            response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, linked.Token);
            if (!response.IsSuccessStatusCode)
            {
                var status = (int)response.StatusCode;
                response.Dispose();
                return new Refusal(RefusalCodes.ArtefactUnreachable, $"The control plane answered {status} to the request for the file {digest}.");
            }

            var from = response.StatusCode == HttpStatusCode.PartialContent ? response.Content.Headers.ContentRange?.From ?? 0 : 0;
            return new ArtifactDownload(await response.Content.ReadAsStreamAsync(linked.Token), from, response);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            response?.Dispose();
            return new Refusal(RefusalCodes.ArtefactUnreachable, $"The control plane could not be asked for the file {digest}: {e.Message}");
        }
    }

    /// <inheritdoc />
    public async Task<TelemetryReceipt> UploadAsync(TelemetryBatch batch, CancellationToken cancellationToken)
    {
        using var timeout = Deadline(cancellationToken, out var linked);
        using var both = linked;
        using var response = await client.PostAsJsonAsync(AgentRoutes.Telemetry, batch, ContractsJsonContext.Default.TelemetryBatch, linked.Token);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync(ContractsJsonContext.Default.TelemetryReceipt, linked.Token)
            ?? throw new HttpRequestException("The telemetry was answered without a receipt.");
    }

    private CancellationTokenSource Deadline(CancellationToken cancellationToken, out CancellationTokenSource linked)
    {
        var timeout = new CancellationTokenSource(AnswerTimeout, time);
        linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        return timeout;
    }

    private static async Task<byte[]> ReadBoundedAsync(HttpResponseMessage response, int limit, CancellationToken cancellationToken)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        using var content = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (content.Length < limit && await stream.ReadAsync(buffer, cancellationToken) is > 0 and var read)
            content.Write(buffer, 0, read);
        return content.ToArray();
    }
}
