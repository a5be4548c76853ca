using ControlPlane.Contracts.Outcomes;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Web.Api.Resources;
using ControlPlane.Web.Features.Bandits;

namespace ControlPlane.Web.Api;

/// <summary>What a rollout's bandit has learned.</summary>
internal static class BanditsApi
{
    public static void MapBandits(this IEndpointRouteBuilder api) =>
        api.MapGet("/rollouts/{id}/bandit", GetAsync).WithTags("rollouts").WithName("GetBandit")
            .Produces<BanditResource>()
            .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> GetAsync(string id, BanditScreenQuery bandits, CancellationToken cancellation) =>
        (await bandits.AskAsync(id, cancellation)).Row is { } screen
            ? Results.Ok(BanditResource.Of(id, screen))
            : RefusalResults.Of(new Refusal(RolloutRefusals.NotFound, $"There is no rollout '{id}' with a bandit."));
}
