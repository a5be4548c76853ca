using ControlPlane.Data.Endpoints;
using ControlPlane.Web.Api.Resources;
using ControlPlane.Web.Features.Quality;

namespace ControlPlane.Web.Api;

/// <summary>What labels say about the versions of an endpoint.</summary>
internal static class QualityApi
{
    private static readonly TimeSpan UsualLength = TimeSpan.FromDays(1);

    public static void MapQuality(this IEndpointRouteBuilder api) =>
        api.MapGet("/endpoints/{endpoint}/quality", GetAsync).WithTags("endpoints").WithName("GetQuality")
            .TakesQuery("from", "Inclusive, by the time of the answers: ISO 8601, Unix seconds, or a time ago such as -24h; a day before the end when left out.")
            .TakesQuery("to", "Exclusive, in the same forms; now when left out.")
            .Produces<EndpointQualityResource>()
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> GetAsync(
        string endpoint, HttpRequest request, EndpointQueries endpoints, QualityQuery quality, TimeProvider clock, CancellationToken cancellation)
    {
        var range = MetricsRange.ReadWindow(request.Query, clock.GetUtcNow(), UsualLength);
        if (range.Refusal is { } malformed)
            return RefusalResults.Of(malformed);
        if (await endpoints.FindAsync(endpoint, cancellation) is not { } found)
            return EndpointsApi.NotFound(endpoint);

        var versions = await quality.VersionsAsync(found, range.Value.From, range.Value.To, cancellation);
        return Results.Ok(new EndpointQualityResource(endpoint, range.Value.From, range.Value.To, [.. versions.Select(QualityResource.Of)]));
    }
}
