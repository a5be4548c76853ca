using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ControlPlane.Cli.Hosting;
using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.Cli.Api;

/// <summary>The way to one control plane. Every expected way in which a call can fail is a refusal.</summary>
internal sealed class ApiConnection : IDisposable
{
    /// <summary>Most items that the API gives at once.</summary>
    public const int LargestPage = 200;

    private readonly HttpClient _http;
    private readonly TimeProvider _clock;

    /// <summary>A connection.</summary>
    /// <param name="server">Address of the control plane.</param>
    /// <param name="network">The network.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="token">The API token to show; empty for none.</param>
    public ApiConnection(Uri server, HttpMessageHandler network, TimeProvider clock, string token = "")
    {
        Server = server;
        _clock = clock;
        _http = new HttpClient(network) { BaseAddress = server, Timeout = Timeout.InfiniteTimeSpan };
        _http.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        if (token.Length > 0)
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        _http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("controlplane-cli", typeof(ApiConnection).Assembly.GetName().Version!.ToString(3)));
    }

    public Uri Server { get; }

    /// <summary>The address as people write it, or why it is none.</summary>
    public static Outcome<Uri> ReadAddress(string text) =>
        Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? address
            : Refusal.OfField(CliRefusals.Usage, "--server", $"is '{text}'", $"name an address such as {GlobalOptions.UsualServer}");

    /// <summary>Sends a call.</summary>
    /// <returns>Refusals: the control plane's own, and <see cref="CliRefusals"/>.</returns>
    public async Task<Outcome<ApiAnswer>> SendAsync(ApiCall call, CancellationToken cancellation)
    {
        using var limit = call.Limit is { } time ? new CancellationTokenSource(time, _clock) : new CancellationTokenSource();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        using var request = ToRequest(call);
        try
        {
            using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            if (answer.IsSuccessStatusCode && call.Target is { } target)
                return await CopyAsync(answer, target, either.Token);
            if (answer.IsSuccessStatusCode && call.Sink is { } sink)
                return await CopyAsync(answer, sink, either.Token);
            var text = await answer.Content.ReadAsStringAsync(either.Token);
            return answer.IsSuccessStatusCode ? ReadValue(answer, text) : ApiProblem.Read(answer, text);
        }
        catch (HttpRequestException exception)
        {
            return Unreachable(exception.InnerException?.Message ?? exception.Message);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return Unreachable($"no answer within {call.Limit!.Value.TotalSeconds:0} s");
        }
    }

    public void Dispose() => _http.Dispose();

    private static async Task<Outcome<ApiAnswer>> CopyAsync(HttpResponseMessage answer, TextWriter target, CancellationToken cancellation)
    {
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(cancellation), Encoding.UTF8);
        var piece = new char[16 * 1024];
        while (await reader.ReadAsync(piece, cancellation) is var count and > 0)
            await target.WriteAsync(piece.AsMemory(0, count), cancellation);
        return new ApiAnswer(answer.StatusCode, new JsonObject(), answer.Headers.ETag?.ToString());
    }

    private static async Task<Outcome<ApiAnswer>> CopyAsync(HttpResponseMessage answer, Stream sink, CancellationToken cancellation)
    {
        await answer.Content.CopyToAsync(sink, cancellation);
        return new ApiAnswer(answer.StatusCode, new JsonObject(), answer.Headers.ETag?.ToString());
    }

    private static HttpRequestMessage ToRequest(ApiCall call)
    {
        var request = new HttpRequestMessage(call.Operation.Method, call.ToUri())
        {
            Content = call.Content ?? (call.Body is null ? null : new StringContent(call.Body.ToJsonString(), Encoding.UTF8, "application/json")),
        };
        if (call.IfMatch is { } tag)
            request.Headers.TryAddWithoutValidation("If-Match", tag);
        if (call.IdempotencyKey is { } key)
            request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        return request;
    }

    private Outcome<ApiAnswer> ReadValue(HttpResponseMessage answer, string text)
    {
        if (answer.StatusCode == HttpStatusCode.NoContent || text.Length == 0)
            return new ApiAnswer(answer.StatusCode, new JsonObject(), answer.Headers.ETag?.ToString());
        try
        {
            if (answer.Content.Headers.ContentType?.MediaType == "application/json" && JsonNode.Parse(text) is { } body)
                return new ApiAnswer(answer.StatusCode, body, answer.Headers.ETag?.ToString());
        }
        catch (JsonException)
        {
            // Said below, in one sentence with all other answers that are none.
        }

        return new Refusal(CliRefusals.NotAControlPlane, $"What answers at {Server} is no control plane: it sent {answer.Content.Headers.ContentType?.MediaType ?? "no media type"}.") { Fields = [Remedy] };
    }

    private Refusal Unreachable(string why) =>
        new(CliRefusals.Unreachable, $"The control plane at {Server} does not answer: {why.TrimEnd('.')}.") { Fields = [Remedy] };

    private FieldProblem Remedy => new("--server", $"is {Server}", $"start a control plane there, or name another with --server or {CliSurroundings.ServerVariable}");
}
