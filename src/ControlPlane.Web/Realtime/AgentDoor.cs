using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Json;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Artifacts;
using ControlPlane.Data.Models;
using ControlPlane.Web.Api;
using ControlPlane.Web.Features.Agents;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Net.Http.Headers;

namespace ControlPlane.Web.Realtime;

/// <summary>What agents ask over HTTP: joining, the table, model files, telemetry that is too large for the hub.</summary>
internal static class AgentDoor
{
    private const int TelemetryLimit = 1 << 20;
    private const int JoinLimit = 64 * 1024;

    private static readonly AuthorizeAttribute AgentsOnly = new() { AuthenticationSchemes = AgentCredentialHandler.SchemeName };

    public static void MapAgentDoor(this IEndpointRouteBuilder routes)
    {
        var door = routes.MapGroup("").ExcludeFromDescription();
        door.MapPost(AgentRoutes.Join, JoinAsync).AllowAnonymous();
        door.MapGet(AgentRoutes.RoutingTable, GetTable).RequireAuthorization(AgentsOnly);
        door.MapGet($"{AgentRoutes.Artifacts}{{digest}}", GetArtifactAsync).RequireAuthorization(AgentsOnly);
        door.MapPost(AgentRoutes.Telemetry, PostTelemetryAsync).RequireAuthorization(AgentsOnly);
        door.MapGroup("").RequireAuthorization(AgentsOnly).MapJobDoor();
    }

    private static async Task<IResult> JoinAsync(HttpRequest request, JoinCommand join, CancellationToken cancellation)
    {
        var body = await JsonBody.ReadAsync(request, ContractsJsonContext.Default.JoinRequest, JoinLimit, cancellation);
        if (body.Refusal is { } malformed)
            return RefusalResults.Of(malformed);

        // The answer holds secrets: nobody on the way may keep it.
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        return (await join.RunAsync(body.Value, cancellation)).ToResult(response => Results.Json(response, ContractsJsonContext.Default.JoinResponse));
    }

    private static IResult GetTable(HttpContext context, PublishedTables tables)
    {
        var agent = AgentIdentity.Of(context.User);
        if (tables.Find(agent.Pool) is not { } table)
            return RefusalResults.Of(new Refusal(ApiRefusals.TableNotFound, $"The pool '{agent.Pool}' has no routing table yet."));
        if (table.Signature is { } signature)
            context.Response.Headers[AgentRoutes.SignatureHeader] = signature;
        return Results.Bytes(table.Content, "application/json", entityTag: new EntityTagHeaderValue($"\"{table.Digest}\""));
    }

    private static async Task<IResult> GetArtifactAsync(string digest, IArtifactStore artifacts, ModelQueries models, CancellationToken cancellation)
    {
        if (await models.HasArtifactAsync(digest, cancellation))
            return await ArtifactResult.OfAsync(digest, artifacts, cancellation);
        return RefusalResults.Of(new Refusal(ApiRefusals.ArtifactNotFound, "No registered version has this file."));
    }

    private static async Task<IResult> PostTelemetryAsync(HttpContext context, MeasurementIntake intake, CancellationToken cancellation)
    {
        var body = await JsonBody.ReadAsync(context.Request, ContractsJsonContext.Default.TelemetryBatch, TelemetryLimit, cancellation);
        if (body.Refusal is { } malformed)
            return RefusalResults.Of(malformed);
        var outcome = await intake.TryTakeAsync(AgentIdentity.Of(context.User), body.Value, cancellation);
        return outcome.ToResult(receipt => Results.Json(receipt, ContractsJsonContext.Default.TelemetryReceipt));
    }
}
