using ControlPlane.Data.Endpoints;
using ControlPlane.Data.Rollouts;
using ControlPlane.Data.Telemetry;
using ControlPlane.Web.Api.Resources;
using ControlPlane.Web.Features.Evidence;
using ControlPlane.Web.Features.Rollouts;

namespace ControlPlane.Web.Api;

/// <summary>What is known of an endpoint's variants, with its completeness and every current verdict.</summary>
internal static class EvidenceApi
{
    private static readonly TimeSpan WithoutRollout = TimeSpan.FromMinutes(15);

    public static void MapEvidence(this IEndpointRouteBuilder api) =>
        api.MapGet("/endpoints/{endpoint}/evidence", GetAsync).WithTags("endpoints").WithName("GetEvidence")
            .Produces<EvidenceResource>()
            .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> GetAsync(
        string endpoint,
        EndpointQueries endpoints,
        RolloutQueries rollouts,
        SeriesQueries series,
        CompletenessQueries completeness,
        RolloutFactsReader facts,
        TimeProvider clock,
        CancellationToken cancellation)
    {
        if (await endpoints.FindAsync(endpoint, cancellation) is not { } found)
            return EndpointsApi.NotFound(endpoint);

        var rollout = (await rollouts.ListActiveAsync(cancellation)).FirstOrDefault(r => r.Endpoint == endpoint);
        var now = clock.GetUtcNow();
        var from = rollout is null ? now - WithoutRollout : rollout.StratumSince ?? now;
        var rows = await series.WindowAsync(endpoint, from, now, rollout?.StratumRevision ?? 0, cancellation);
        var standings = await facts.StandingsAsync(found.Pool, endpoint, found.Model, cancellation);
        return Results.Ok(new EvidenceResource(
            endpoint,
            from,
            now,
            await completeness.OfAsync(endpoint, standings, from, now, cancellation),
            [.. rows.Select(r => VariantEvidenceResource.Of(r.Variant, r.Version, RecordedEvidence.Of(r, found.Settings.EventClass) with { MistakeCosts = found.Settings.MistakeCosts }))],
            rollout is null ? null : EvidenceVerdicts.Of(rollout))
        {
            Waiting = rollout is null ? null : EvidenceVerdicts.WhyNone(rollout),
        });
    }
}
