using ControlPlane.Data.Endpoints;
using ControlPlane.Data.Telemetry;
using ControlPlane.Web.Api.Resources;

namespace ControlPlane.Web.Api;

/// <summary>Measurements of an endpoint over time, per variant.</summary>
internal static class MetricsApi
{
    public static void MapMetrics(this IEndpointRouteBuilder api) =>
        api.MapGet("/endpoints/{endpoint}/metrics", GetAsync).WithTags("endpoints").WithName("GetMetrics")
            .TakesQuery("from", "Inclusive: ISO 8601, Unix seconds, or a time ago such as -15m; 15 minutes before the end when left out.")
            .TakesQuery("to", "Exclusive, in the same forms; now when left out.")
            .TakesQuery("step", "Whole seconds, or a duration such as 10s, 1m, 1h; 10 s when left out.")
            .TakesQuery("variant", "Only this variant.")
            .Produces<SeriesResource>()
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> GetAsync(
        string endpoint, HttpRequest request, EndpointQueries endpoints, SeriesQueries series, TimeProvider clock, CancellationToken cancellation)
    {
        var range = MetricsRange.Read(request.Query, clock.GetUtcNow());
        if (range.Refusal is { } malformed)
            return RefusalResults.Of(malformed);
        if (await endpoints.FindAsync(endpoint, cancellation) is null)
            return EndpointsApi.NotFound(endpoint);

        var (from, to, step) = range.Value;
        var variant = request.Query.TryGetValue("variant", out var name) ? name.ToString() : null;
        var rows = await series.SeriesAsync(endpoint, from, to, step, cancellation);
        return Results.Ok(new SeriesResource(endpoint, from, to, (int)step.TotalSeconds, [.. rows.Where(r => variant is null || r.Variant == variant)]));
    }
}
