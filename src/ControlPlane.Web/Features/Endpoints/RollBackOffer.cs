using ControlPlane.Domain.Endpoints;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Web.Components;

namespace ControlPlane.Web.Features.Endpoints;

/// <summary>What a rollback of an endpoint would do now. Immutable.</summary>
/// <param name="TargetVersion">The version that would get all traffic; null when there is nothing to go back to.</param>
/// <param name="Effect">What would happen, in numbers.</param>
/// <param name="UnavailableBecause">Why there is nothing to go back to; null when there is.</param>
public sealed record RollBackOffer(int? TargetVersion, string? Effect, string? UnavailableBecause)
{
    /// <summary>The offer for an endpoint as it is.</summary>
    /// <param name="facts">The endpoint.</param>
    /// <param name="differences">How the previous stable version differs from what callers use now; null when that was not looked at.</param>
    public static RollBackOffer Of(EndpointFacts facts, IReadOnlyList<SignatureDifference>? differences = null)
    {
        var endpoint = facts.Endpoint;
        var champion = facts.Champion;
        var agents = Wording.Count(facts.Agents.Count, "agent");
        if (champion.Weight != TrafficWeight.Whole)
            return new(endpoint.StableVersion, $"{champion.Name} goes from {Wording.Share(champion.Weight)} to 100 % on {agents}, at once.{HealthOf(facts)}", null);
        if (endpoint.PreviousStableVersion is { } previous)
            return new(previous, $"All traffic goes from v{endpoint.StableVersion} to v{previous}, the stable version before, on {agents}{SpeedOf(endpoint, previous)}{FitOf(endpoint, previous, differences)}", null);

        return new(null, null, $"v{endpoint.StableVersion} has all traffic and no version was stable before it, so there is nothing to go back to.");
    }

    // A version that fails by itself is no safe harbour; whoever clicks shall know it before.
    private static string HealthOf(EndpointFacts facts) =>
        EndpointStandingRule.WhyUnhealthy(facts, facts.Endpoint.StableVersion) is { } why ? $" Beware: {why} by itself; rolling forward may be better." : "";

    private static string SpeedOf(Data.Endpoints.EndpointRow endpoint, int previous) => endpoint.IsPreviousWarm
        ? ", at once."
        : $"; v{previous} is no longer held ready, so agents load it first and v{endpoint.StableVersion} answers until they have.";

    // Callers send what the present stable version takes; that is what the target must take too.
    private static string FitOf(Data.Endpoints.EndpointRow endpoint, int previous, IReadOnlyList<SignatureDifference>? differences) => differences switch
    {
        null => "",
        [] => $" v{previous} takes and gives exactly what callers of v{endpoint.StableVersion} use now.",
        _ when differences.FirstOrDefault(d => d.IsBlocking) is { } blocking => $" Beware: {blocking.Field} {blocking.Sentence}, so callers who use that would get errors from v{previous}.",
        _ => $" Mind that {differences[0].Field} {differences[0].Sentence}.",
    };
}
