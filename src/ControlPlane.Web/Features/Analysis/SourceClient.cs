using System.Net.Http.Headers;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Domain.Analysis.Templates.Sources;
using ControlPlane.Web.Features.Outbound;

namespace ControlPlane.Web.Features.Analysis;

/// <summary>
/// Asks a source once over HTTP: only allowed addresses, no redirects, no cookies, no proxy, a bounded time and a bounded answer. A singleton, thread-safe.
/// </summary>
public sealed class SourceClient : IDisposable
{
    /// <summary>Longest answer that is read, bytes.</summary>
    public const int MaximumAnswer = 256 * 1024;

    private readonly SourceSecrets _secrets;
    private readonly TimeProvider _clock;
    private readonly HttpClient _http;

    public SourceClient(SourceAddresses addresses, SourceSecrets secrets, TimeProvider clock)
    {
        _secrets = secrets;
        _clock = clock;
        _http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ConnectCallback = addresses.ConnectAsync,
            PooledConnectionLifetime = TimeSpan.FromMinutes(1),
            MaxResponseHeadersLength = 16,
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = MaximumAnswer,
        };
    }

    public void Dispose() => _http.Dispose();

    /// <summary>The answer with its status, or why there is none.</summary>
    /// <returns>Refusal: <c>source_unreachable</c>, whose sentence holds no secret.</returns>
    public async Task<Outcome<SourceAnswer>> AskAsync(MetricSource source, Uri address, Func<HttpContent> content, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = content() };
        if (source.Secret is { } name)
        {
            if (_secrets.Find(name) is not { } secret)
                return Unreachable($"the secret '{name}' is not in the configuration.");
            if (!secret.IsFor(address))
                return Unreachable($"the secret '{name}' is for {secret.Host} and is sent nowhere else.");
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", secret.Value);
        }

        using var timeout = new CancellationTokenSource(source.Timeout, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseContentRead, either.Token);
            return new SourceAnswer((int)response.StatusCode, await response.Content.ReadAsByteArrayAsync(either.Token));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return Unreachable($"{address.Authority} did not answer within {source.Timeout.TotalSeconds:0.#} s.");
        }
        catch (HttpRequestException exception)
        {
            return Unreachable($"{address.Authority} could not be asked: {Reason(exception)}.");
        }
    }

    private static string Reason(HttpRequestException exception) => exception switch
    {
        { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } => $"the answer is longer than {MaximumAnswer / 1024} KiB",
        _ => OutboundFailure.ReasonOf(exception),
    };

    private static Refusal Unreachable(string sentence) => new("source_unreachable", sentence);
}
