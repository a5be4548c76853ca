using ControlPlane.Domain.Endpoints;
using ControlPlane.Web.Components;

namespace ControlPlane.Web.Features.Endpoints;

/// <summary>What a rollback of an endpoint would do now. Immutable.</summary>
/// <param name="TargetVersion">The version that would get all traffic; null when there is nothing to go back to.</param>
/// <param name="Effect">What would happen, in numbers.</param>
/// <param name="UnavailableBecause">Why there is nothing to go back to; null when there is.</param>
public sealed record RollBackOffer(int? TargetVersion, string? Effect, string? UnavailableBecause)
{
    /// <summary>The offer for an endpoint as it is.</summary>
    public static RollBackOffer Of(EndpointFacts facts)
    {
        var endpoint = facts.Endpoint;
        var champion = facts.Champion;
        var agents = Wording.Count(facts.Agents.Count, "agent");
        if (champion.Weight != TrafficWeight.Whole)
            return new(endpoint.StableVersion, $"{champion.Name} goes from {Wording.Share(champion.Weight)} to 100 % on {agents}, at once.", null);
        if (endpoint.PreviousStableVersion is { } previous)
            return new(previous, $"All traffic goes from v{endpoint.StableVersion} to v{previous}, the stable version before, on {agents}, at once.", null);

        return new(null, null, $"v{endpoint.StableVersion} has all traffic and no version was stable before it, so there is nothing to go back to.");
    }
}
