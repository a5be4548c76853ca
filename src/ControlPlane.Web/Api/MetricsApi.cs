using ControlPlane.Data.Endpoints;
using ControlPlane.Data.Rollouts;
using ControlPlane.Data.Telemetry;
using ControlPlane.Domain.Drift;
using ControlPlane.Web.Api.Resources;
using ControlPlane.Web.Features.Drift;
using ControlPlane.Web.Features.Rollouts;

namespace ControlPlane.Web.Api;

/// <summary>Measurements of an endpoint over time, per variant.</summary>
internal static class MetricsApi
{
    public static void MapMetrics(this IEndpointRouteBuilder api) =>
        api.MapGet("/endpoints/{endpoint}/metrics", GetAsync).WithTags("endpoints").WithName("GetMetrics")
            .WithDescription("Per variant, version and step: requests, errors by class, latency from one sketch over all agents, predicted labels, scores, invalid outputs, rewards, labels that came back, "
                + "agreement of shadows, how far inputs and answers drifted, and the same by segment. Each step says how much of it has arrived.")
            .TakesQuery("from", "Inclusive: ISO 8601, Unix seconds, or a time ago such as -15m; 15 minutes before the end when left out.")
            .TakesQuery("to", "Exclusive, in the same forms; now when left out.")
            .TakesQuery("step", "Whole seconds, or a duration such as 10s, 1m, 1h; 10 s when left out.")
            .TakesQuery("variant", "Only this variant.")
            .TakesQuery("revision", "Only what was routed by this route revision, or by a range such as 12-15 or 12-.")
            .TakesQuery("by", "revision: a series of its own for each route revision, so that nothing is pooled across changes of the traffic.")
            .TakesQuery("rollout", "With rolloutStep: only while that step of this rollout was in force on every agent.")
            .TakesQuery("rolloutStep", "Index of the step, from 0.")
            .Produces<SeriesResource>()
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> GetAsync(
        string endpoint,
        HttpRequest request,
        EndpointQueries endpoints,
        RolloutQueries rollouts,
        WindowSeriesQueries series,
        CompletenessQueries completeness,
        RolloutFactsReader facts,
        DriftReader drift,
        TimeProvider clock,
        CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var range = MetricsRange.Read(request.Query, now);
        var filter = MetricsFilter.Read(request.Query);
        if ((range.Refusal ?? filter.Refusal) is { } malformed)
            return RefusalResults.Of(malformed);
        if (await endpoints.FindAsync(endpoint, cancellation) is not { } found)
            return EndpointsApi.NotFound(endpoint);
        if (filter.Value.Rollout is { } id)
        {
            if (await rollouts.FindAsync(id, cancellation) is not { } rollout || rollout.Endpoint != endpoint)
                return RefusalResults.Of(RolloutChanges.NotFound(id));
            range = filter.Value.During(range.Value, rollout);
            if (range.Refusal is { } outside)
                return RefusalResults.Of(outside);
        }

        var (from, to, step) = range.Value;
        var (starts, rows) = await series.AskAsync(endpoint, from, to, step, filter.Value.Selection, cancellation);
        var standings = await facts.StandingsAsync(found.Pool, endpoint, found.Model, cancellation);
        var arrived = await completeness.OfStepsAsync(standings, starts, step, now, cancellation);
        return Results.Ok(new SeriesResource(
            endpoint, from, to, (int)step.TotalSeconds,
            await completeness.OfAsync(endpoint, standings, from, to < now ? to : now, cancellation),
            [.. rows.Select(r => VariantSeriesResource.Of(r, starts, arrived, DriftSeries.Of(drift.Find(endpoint), r.Variant, starts, step)))]));
    }
}
