using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Requests;
using ControlPlane.Web.Features.Access;
using Microsoft.Extensions.Primitives;

namespace ControlPlane.Web.Api;

/// <summary>
/// Makes a POST with an <c>Idempotency-Key</c> safe to repeat: the first answer is kept for a day and given again.
/// Failures of the server itself are not kept, so that they can be tried again.
/// Files are not read twice to be compared: registering the same bytes again gives the same version by itself.
/// </summary>
internal sealed class IdempotencyFilter(AnsweredRequests answers, TimeProvider clock) : IEndpointFilter
{
    public const string KeyHeader = "Idempotency-Key";
    public const string ReplayedHeader = "Idempotency-Replayed";

    private const int MaximumKey = 200;
    private const int MaximumBody = 64 * 1024;

    private readonly ConcurrentDictionary<string, bool> _underWay = new(StringComparer.Ordinal);

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var request = context.HttpContext.Request;
        if (!request.Headers.TryGetValue(KeyHeader, out var key))
            return await next(context);
        if (CheckKey(key) is { } malformed)
            return RefusalResults.Of(malformed);

        // One caller's answer is nobody else's.
        var caller = AccessClaims.HolderOf(context.HttpContext.User);
        var id = HashOf($"{request.Method} {request.Path} {key}{(caller is null ? "" : $" {caller.Kind} {caller.Id}")}");
        if (!_underWay.TryAdd(id, true))
            return RefusalResults.Of(new(ApiRefusals.KeyInProgress, "A request with this key is being answered right now; repeat it later."));
        try
        {
            var fingerprint = await FingerprintAsync(request);
            return await answers.FindAsync(id, context.HttpContext.RequestAborted) is { } known
                ? Repeat(known, fingerprint)
                : await AnswerAsync(context, next, id, fingerprint);
        }
        finally
        {
            _underWay.TryRemove(id, out _);
        }
    }

    private static Refusal? CheckKey(StringValues key) => key is [{ Length: > 0 and <= MaximumKey }]
        ? null
        : Refusal.OfField(ApiRefusals.KeyMalformed, KeyHeader, "is empty, too long or given twice", $"send one key of 1 to {MaximumKey} characters");

    private static async Task<string> FingerprintAsync(HttpRequest request)
    {
        if (!request.HasJsonContentType())
            return HashOf(request.QueryString.Value ?? "");
        request.EnableBuffering(ApiJson.MaximumBodyBytes, ApiJson.MaximumBodyBytes + 1);
        var body = await SHA256.HashDataAsync(request.Body, request.HttpContext.RequestAborted);
        request.Body.Position = 0;
        return HashOf($"{request.QueryString} {Convert.ToHexStringLower(body)}");
    }

    private static IResult Repeat(AnsweredRequest known, string fingerprint)
    {
        if (known.Fingerprint != fingerprint)
            return RefusalResults.Of(new(ApiRefusals.KeyReused, "This key belongs to another request; make a new one for each request."));
        return known.Body is null
            ? RefusalResults.Of(new(ApiRefusals.AlreadyAnswered, "This request was answered before; its secret was shown once and is not kept."))
            : new RepeatedAnswer(known);
    }

    private static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private async Task<object?> AnswerAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next, string id, string fingerprint)
    {
        if (await next(context) is not IResult result)
            throw new InvalidOperationException("A route with this filter answers with a result.");
        var http = context.HttpContext;
        var recorded = new RecordedAnswer(result);
        await recorded.RecordAsync(http);
        if (http.Response.StatusCode < StatusCodes.Status500InternalServerError && recorded.Body.Length <= MaximumBody)
            await answers.SaveAsync(ToAnswer(http, recorded, id, fingerprint), CancellationToken.None);
        return recorded;
    }

    private AnsweredRequest ToAnswer(HttpContext http, RecordedAnswer recorded, string id, string fingerprint)
    {
        var isSecret = http.GetEndpoint()?.Metadata.GetMetadata<SecretAnswer>() is not null && http.Response.StatusCode < StatusCodes.Status400BadRequest;
        return new AnsweredRequest
        {
            Id = id,
            Fingerprint = fingerprint,
            Status = http.Response.StatusCode,
            ContentType = http.Response.ContentType,
            Location = http.Response.Headers.Location,
            EntityTag = http.Response.Headers.ETag,
            Body = isSecret ? null : recorded.Body.ToArray(),
            AnsweredAt = clock.GetUtcNow(),
        };
    }
}
