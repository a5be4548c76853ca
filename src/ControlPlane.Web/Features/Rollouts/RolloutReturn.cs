using ControlPlane.Domain.Endpoints;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Web.Features.Endpoints;

namespace ControlPlane.Web.Features.Rollouts;

/// <summary>The way back from a rollout that succeeded: the endpoint's own rollback, as long as it would take back just this rollout. Pure.</summary>
public static class RolloutReturn
{
    /// <summary>What going back would do, or why it is not this rollout's to take back any more; null when the rollout changed no stable version.</summary>
    public static RollBackOffer? Of(Rollout rollout, EndpointScreen endpoint)
    {
        if (rollout.Phase != RolloutPhase.Succeeded || RolloutTitle.TargetOf(rollout.Plan) is not { } target || endpoint.Facts is not { } facts)
            return null;
        return WhyNot(rollout, target, endpoint, facts) is { } why
            ? new RollBackOffer(rollout.StableVersion, null, why)
            : RollBackOffer.Of(facts, endpoint.Backwards);
    }

    /// <summary>Until when its way back can be undone; null when it was not taken back just now.</summary>
    public static DateTimeOffset? UndoUntil(Rollout rollout, EndpointScreen endpoint) =>
        endpoint.Rollout is null && endpoint.Facts is { IsUndoOpen: true } facts && facts.Endpoint.StableVersion == rollout.StableVersion ? facts.Endpoint.UndoUntil : null;

    private static string? WhyNot(Rollout rollout, int target, EndpointScreen endpoint, EndpointFacts facts)
    {
        if (endpoint.Rollout is { } active)
            return $"{RolloutTitle.Of(active)} is under way; what it does is taken back on its own page.";
        if (facts.Endpoint.StableVersion == rollout.StableVersion)
            return $"v{rollout.StableVersion} is the stable version again: this rollout was taken back.";
        if (facts.Endpoint.StableVersion != target || facts.Endpoint.PreviousStableVersion != rollout.StableVersion)
            return $"v{facts.Endpoint.StableVersion} is the stable version by now, and v{rollout.StableVersion} is not the one before it: start a rollout of v{rollout.StableVersion} instead.";
        return facts.Champion.Weight == TrafficWeight.Whole ? null : $"v{target} shares its traffic with another version by now: roll that back on the endpoint's page first.";
    }
}
