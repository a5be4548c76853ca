using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Jobs;
using ControlPlane.Contracts.Json;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Jobs;
using ControlPlane.Domain.Jobs;
using ControlPlane.Web.Api;
using ControlPlane.Web.Features.Jobs;
using Microsoft.Net.Http.Headers;

namespace ControlPlane.Web.Realtime;

/// <summary>What agents ask about batch jobs: work, more time for it, its results, and stored predictions.</summary>
internal static class JobDoor
{
    private const int RequestLimit = 256 * 1024;

    public static void MapJobDoor(this IEndpointRouteBuilder door)
    {
        door.MapPost(AgentRoutes.Work, AskAsync);
        door.MapPost(AgentRoutes.WorkRenewal, RenewAsync);
        door.MapPost(AgentRoutes.WorkReport, ReportAsync);
        door.MapGet($"{AgentRoutes.Predictions}{{digest}}", GetPredictionsAsync);
    }

    private static async Task<IResult> AskAsync(HttpContext context, ChunkDesk desk, JobQueries jobs, CancellationToken cancellation)
    {
        var body = await JsonBody.ReadAsync(context.Request, ContractsJsonContext.Default.WorkRequest, RequestLimit, cancellation);
        if (body.Refusal is { } malformed)
            return RefusalResults.Of(malformed);
        var agent = AgentIdentity.Of(context.User);
        var answer = new WorkAnswer
        {
            Chunk = await desk.LeaseAsync(agent.Id, agent.Pool, body.Value, cancellation),
            Predictions = [.. (await jobs.SetsAsync(agent.Pool, cancellation)).Select(OfferOf)],
        };
        return Results.Json(answer, ContractsJsonContext.Default.WorkAnswer);
    }

    private static async Task<IResult> RenewAsync(HttpRequest request, ChunkDesk desk, CancellationToken cancellation)
    {
        var body = await JsonBody.ReadAsync(request, ContractsJsonContext.Default.LeaseRenewal, RequestLimit, cancellation);
        return body.Refusal is { } malformed ? RefusalResults.Of(malformed) : (await desk.RenewAsync(body.Value, cancellation)).ToResult(_ => Results.NoContent());
    }

    private static async Task<IResult> ReportAsync(HttpRequest request, ChunkDesk desk, CancellationToken cancellation)
    {
        var body = await JsonBody.ReadAsync(request, ContractsJsonContext.Default.ChunkReport, ChunkReport.MaximumBytes, cancellation);
        return body.Refusal is { } malformed ? RefusalResults.Of(malformed) : (await desk.ReportAsync(body.Value, cancellation)).ToResult(_ => Results.NoContent());
    }

    private static async Task<IResult> GetPredictionsAsync(string digest, JobFiles files, JobQueries jobs, CancellationToken cancellation) =>
        await jobs.HasSetAsync(digest, cancellation) && files.Kept.OpenRead(digest) is { } file
            ? Results.Stream(file, "application/octet-stream", entityTag: new EntityTagHeaderValue($"\"{digest}\""), enableRangeProcessing: true)
            : RefusalResults.Of(new Refusal(JobRefusals.PredictionsNotFound, "No endpoint has these stored predictions."));

    private static PredictionSetOffer OfferOf(PredictionSet set) => new()
    {
        Endpoint = set.Endpoint,
        Version = set.Version,
        Digest = set.Digest,
        SizeBytes = set.SizeBytes,
        Keys = set.Keys,
        ComputedAt = set.ComputedAt,
    };
}
