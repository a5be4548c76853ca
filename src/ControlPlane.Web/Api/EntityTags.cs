using System.Globalization;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Domain.Endpoints;
using Microsoft.Net.Http.Headers;

namespace ControlPlane.Web.Api;

/// <summary>Concurrency versions as entity tags (RFC 9110 §8.8.3): <c>"7"</c>.</summary>
internal static class EntityTags
{
    public static string Of(long concurrencyVersion) => $"\"{concurrencyVersion.ToString(CultureInfo.InvariantCulture)}\"";

    /// <summary>
    /// The version a write is conditional on: from <c>If-Match</c>, or 0 for <c>If-None-Match: *</c>; null when it is unconditional.
    /// </summary>
    /// <returns>Refusal: <c>etag_malformed</c>.</returns>
    public static Outcome<ExpectedVersion> Expected(HttpRequest request)
    {
        var headers = request.GetTypedHeaders();
        if (request.Headers.IfNoneMatch.Count > 0)
            return headers.IfNoneMatch is [var none] && none.Equals(EntityTagHeaderValue.Any) ? new ExpectedVersion(0) : Malformed("if-none-match");
        if (request.Headers.IfMatch.Count == 0)
            return new ExpectedVersion(null);
        if (headers.IfMatch is not [var tag])
            return Malformed("if-match");
        if (tag.Equals(EntityTagHeaderValue.Any))
            return new ExpectedVersion(null);
        return !tag.IsWeak && long.TryParse(tag.Tag.AsSpan().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? new ExpectedVersion(version)
            : Malformed("if-match");
    }

    /// <summary>A conflict with a condition that the request itself named is 412, not 409 (RFC 9110 §13.1.1).</summary>
    public static IResult Refuse(HttpRequest request, Refusal refusal) =>
        refusal.Code == EndpointRefusals.ChangedMeanwhile && (request.Headers.IfMatch.Count > 0 || request.Headers.IfNoneMatch.Count > 0)
            ? RefusalResults.Of(refusal, StatusCodes.Status412PreconditionFailed)
            : RefusalResults.Of(refusal);

    private static Refusal Malformed(string header) =>
        Refusal.OfField(ApiRefusals.EntityTagMalformed, header, "is no entity tag of this resource", "send the ETag header of the last answer unchanged");
}
