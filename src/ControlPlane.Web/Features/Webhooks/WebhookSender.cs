using System.Net.Http.Headers;
using System.Text;
using ControlPlane.Domain.Webhooks;
using ControlPlane.Web.Features.Outbound;
using ControlPlane.Web.Hosting;
using Microsoft.Extensions.Options;

namespace ControlPlane.Web.Features.Webhooks;

/// <summary>Posts one delivery once: only to allowed addresses, no redirects, no cookies, no proxy, a bounded time. A singleton, thread-safe.</summary>
internal sealed class WebhookSender : IDisposable
{
    private const string CloudEventsType = "application/cloudevents+json";
    private const string JsonType = "application/json";
    private const int LongestAnswer = 300;

    private readonly WebhookSecrets _secrets;
    private readonly TimeProvider _clock;
    private readonly TimeSpan _timeout;
    private readonly Uri? _home;
    private readonly HttpClient _http;

    public WebhookSender(WebhookAddresses addresses, WebhookSecrets secrets, IOptions<WebhookOptions> options, TimeProvider clock)
    {
        _secrets = secrets;
        _clock = clock;
        _timeout = options.Value.Timeout;
        _home = options.Value.Home;
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
        };
    }

    public void Dispose() => _http.Dispose();

    /// <summary>Sends it; whatever went wrong is in the answer, in words.</summary>
    public async Task<DeliveryAttempt> SendAsync(WebhookSubscription webhook, WebhookDelivery delivery, CancellationToken cancellation)
    {
        if (_secrets.Unprotect(webhook.ProtectedSecret) is not { } key)
            return new DeliveryAttempt(null, "The secret cannot be read with the keys of this installation; give the webhook a new one.");

        using var request = RequestOf(webhook, delivery, key);
        using var timeout = new CancellationTokenSource(_timeout, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            var status = (int)response.StatusCode;
            return new DeliveryAttempt(status, status is >= 200 and < 300 ? $"Answered {status}." : $"Answered {status}{await WhyAsync(response, either.Token)}.");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new DeliveryAttempt(null, $"No answer within {_timeout.TotalSeconds:0.#} s.");
        }
        catch (HttpRequestException exception)
        {
            return new DeliveryAttempt(null, $"Not reached: {OutboundFailure.ReasonOf(exception)}.");
        }
        catch (IOException exception)
        {
            return new DeliveryAttempt(null, $"The answer broke off: {exception.Message.TrimEnd('.')}.");
        }
    }

    private HttpRequestMessage RequestOf(WebhookSubscription webhook, WebhookDelivery delivery, byte[] key)
    {
        var isSlack = webhook.Format == WebhookFormat.Slack;
        var body = isSlack ? SlackMessage.Of(delivery.Payload, _home) : delivery.Payload;
        var now = _clock.GetUtcNow();
        var request = new HttpRequestMessage(HttpMethod.Post, webhook.Url) { Content = new StringContent(body, Encoding.UTF8) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(isSlack ? JsonType : CloudEventsType) { CharSet = "utf-8" };
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("ControlPlane", "1"));
        request.Headers.Add(WebhookSignature.IdHeader, delivery.EventId);
        request.Headers.Add(WebhookSignature.TimestampHeader, WebhookSignature.TimestampOf(now));
        request.Headers.Add(WebhookSignature.SignatureHeader, WebhookSignature.Of(key, delivery.EventId, now, body));
        return request;
    }

    // What a receiver says of its refusal helps to mend it; a redirect is not followed, because it would lead past the check of the address.
    private static async Task<string> WhyAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        if ((int)response.StatusCode is >= 300 and < 400)
            return "; redirects are not followed";
        return await AnswerText.ReadAsync(response.Content, LongestAnswer, cancellation) is { Length: > 0 } text ? $": {text}" : "";
    }
}
