using ControlPlane.Data.Endpoints;
using ControlPlane.Data.Jobs;
using ControlPlane.Web.Api.Resources;
using ControlPlane.Web.Features.Access;
using ControlPlane.Web.Features.Jobs;

namespace ControlPlane.Web.Api;

/// <summary>Stored predictions of an endpoint: what there is, and taking them away. They are looked up at the agents.</summary>
internal static class PredictionsApi
{
    public static void MapPredictions(this IEndpointRouteBuilder api)
    {
        var predictions = api.MapGroup("/endpoints/{endpoint}/predictions").WithTags("jobs");
        predictions.MapGet("", GetAsync).WithName("GetPredictions").Produces<PredictionsResource>().ProducesProblem(StatusCodes.Status404NotFound);
        predictions.MapDelete("", RemoveAsync).WithName("RemovePredictions").Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> GetAsync(string endpoint, EndpointQueries endpoints, JobQueries jobs, CancellationToken cancellation)
    {
        if (await endpoints.FindAsync(endpoint, cancellation) is not { } found)
            return EndpointsApi.NotFound(endpoint);
        return await jobs.FindSetAsync(endpoint, cancellation) is { } set
            ? Results.Ok(PredictionsResource.Of(set, found.StableVersion))
            : RefusalResults.Of(RemovePredictionsCommand.NotFound(endpoint));
    }

    private static async Task<IResult> RemoveAsync(string endpoint, RemovePredictionsCommand remove, Caller caller, CancellationToken cancellation) =>
        (await remove.RunAsync(endpoint, caller.Actor, cancellation)).ToResult(_ => Results.NoContent());
}
