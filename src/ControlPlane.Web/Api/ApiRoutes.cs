using ControlPlane.Web.Hosting;
using ControlPlane.Web.Observability;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;

namespace ControlPlane.Web.Api;

/// <summary>Everything under <c>/api/v1</c>, its description, and what probes and scrapers ask.</summary>
internal static class ApiRoutes
{
    public const string Prefix = "/api/v1";

    public static void MapApi(this IEndpointRouteBuilder routes, AccessOptions access)
    {
        var api = routes.MapGroup(Prefix).AddEndpointFilter<RouteGroupBuilder, ApiAccessFilter>();
        api.MapModels();
        api.MapEndpoints();
        api.MapSplits();
        api.MapAnalysisTemplates();
        api.MapRollouts();
        api.MapRoutingTables();
        api.MapMetrics();
        api.MapBandits();
        api.MapEvidence();
        api.MapQuality();
        api.MapDrift();
        api.MapJobs();
        api.MapPredictions();
        api.MapAgents();
        api.MapSigningKeys();
        api.MapTokens();
        api.MapAudit();
        api.MapBackups();
        api.MapDeclarations();
        api.MapWebhooks();
        api.MapPeople();

        routes.MapOpenApi("/openapi/{documentName}.json").ExcludeFromDescription();
        routes.MapHealthChecks("/livez", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        routes.MapHealthChecks("/readyz").AllowAnonymous();
        var metrics = routes.MapGet("/metrics", ObservabilityComposition.WriteAsync).ExcludeFromDescription();
        if (access.IsMetricsOpen)
            metrics.AllowAnonymous();
    }
}
