using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Domain.Access;
using ControlPlane.Web.Features.Outbound;
using ControlPlane.Web.Hosting;
using Microsoft.Extensions.Options;

namespace ControlPlane.Web.Features.Access.Identity;

/// <summary>Talks with the provider: what it says of itself, its keys, and the exchange of a code. No redirects, bounded answers and time. A singleton, thread-safe.</summary>
internal sealed class IdentityProvider(IOptions<AccessOptions> options, TimeProvider clock) : IDisposable
{
    private const int MaximumAnswer = 256 * 1024;

    // Keys are asked for again when one is not known, but not by everybody who sends nonsense.
    private static readonly TimeSpan LeastAge = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan MostAge = TimeSpan.FromHours(12);

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(1) })
    {
        Timeout = TimeSpan.FromSeconds(10),
        MaxResponseContentBufferSize = MaximumAnswer,
    };

    private volatile Published? _published;

    private IdentityProviderOptions Provider => options.Value.IdentityProvider;

    public void Dispose() => _http.Dispose();

    /// <summary>What it says of itself.</summary>
    public async Task<Outcome<ProviderDocument>> DescribeAsync(CancellationToken cancellation) =>
        (await PublishedAsync(MostAge, cancellation)).Then<ProviderDocument>(p => p.Document);

    /// <summary>Exchanges a code for an id_token, which is believed only after every check.</summary>
    /// <param name="code">From the way back.</param>
    /// <param name="attempt">What was remembered on the way there.</param>
    /// <param name="redirect">The address of the way back.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<Outcome<IdToken>> ExchangeAsync(string code, SignInAttempt attempt, string redirect, CancellationToken cancellation)
    {
        var published = await PublishedAsync(MostAge, cancellation);
        if (published.Refusal is { } unknown)
            return unknown;
        using var request = new HttpRequestMessage(HttpMethod.Post, published.Value.Document.Token) { Content = FormOf(code, attempt, redirect) };
        if (Provider.ClientSecret is { } secret)
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Uri.EscapeDataString(Provider.ClientId)}:{Uri.EscapeDataString(secret)}")));
        var answer = await AskAsync(request, cancellation);
        if (answer.Refusal is { } silent)
            return silent;
        if (IdToken.TextOf(answer.Value, "id_token") is not { } text)
            return IdTokenCheck.Refuse("it holds no id_token");
        var token = IdToken.Read(text);
        return token.Refusal is { } unreadable ? unreadable : await CheckAsync(token.Value, attempt, published.Value, cancellation);
    }

    private async Task<Outcome<IdToken>> CheckAsync(IdToken token, SignInAttempt attempt, Published published, CancellationToken cancellation)
    {
        var check = new IdTokenCheck(published.Document.Issuer, Provider.ClientId, attempt.Nonce);
        if (!published.Keys.Any(k => IdToken.TextOf(k, "kid") == token.KeyId))
        {
            // The provider may have new keys.
            var renewed = await PublishedAsync(LeastAge, cancellation);
            if (renewed.Refusal is { } silent)
                return silent;
            published = renewed.Value;
        }

        return check.Check(token, published.Keys, clock.GetUtcNow()) is { } refusal ? refusal : token;
    }

    private FormUrlEncodedContent FormOf(string code, SignInAttempt attempt, string redirect)
    {
        var form = new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code",
            ["code"] = code,
            ["redirect_uri"] = redirect,
            ["code_verifier"] = attempt.Verifier,
        };
        if (Provider.ClientSecret is null)
            form["client_id"] = Provider.ClientId;
        return new FormUrlEncodedContent(form);
    }

    private async Task<Outcome<Published>> PublishedAsync(TimeSpan oldest, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        if (_published is { } known && now - known.At < oldest)
            return known;
        using var question = new HttpRequestMessage(HttpMethod.Get, $"{Provider.Authority!.TrimEnd('/')}/.well-known/openid-configuration");
        var document = (await AskAsync(question, cancellation)).Then(d => ProviderDocument.Read(d, Provider.Authority!));
        if (document.Refusal is { } wrong)
            return wrong;
        using var second = new HttpRequestMessage(HttpMethod.Get, document.Value.Keys);
        return (await AskAsync(second, cancellation)).Then<Published>(keys =>
        {
            IReadOnlyList<JsonElement> list = keys.TryGetProperty("keys", out var found) && found.ValueKind == JsonValueKind.Array ? [.. found.EnumerateArray()] : [];
            return _published = new Published(document.Value, list, now);
        });
    }

    private async Task<Outcome<JsonElement>> AskAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        try
        {
            using var response = await _http.SendAsync(request, cancellation);
            var body = await response.Content.ReadAsByteArrayAsync(cancellation);
            if (!response.IsSuccessStatusCode)
                return Silent($"answered with {(int)response.StatusCode}");
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 32 });
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : Silent("answered with something else");
        }
        catch (HttpRequestException exception)
        {
            return Silent($"could not be asked: {OutboundFailure.ReasonOf(exception)}");
        }
        catch (JsonException)
        {
            return Silent("answered with something else");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return Silent("did not answer within 10 s");
        }
    }

    private static Refusal Silent(string what) => new(AccessRefusals.IdentityUnreachable, $"The identity provider {what}. Try again, or sign in by a password.");

    private sealed record Published(ProviderDocument Document, IReadOnlyList<JsonElement> Keys, DateTimeOffset At);
}
