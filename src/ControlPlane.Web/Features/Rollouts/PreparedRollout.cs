using ControlPlane.Data.Endpoints;
using ControlPlane.Domain.Analysis.Templates;
using ControlPlane.Domain.Rollouts;

namespace ControlPlane.Web.Features.Rollouts;

/// <summary>A compiled plan with everything a person should see before the start. Immutable.</summary>
/// <param name="Endpoint">The endpoint as it is.</param>
/// <param name="Plan">What would be done.</param>
/// <param name="Forecast">What is known beforehand.</param>
/// <param name="Differences">How the new versions differ from the stable one in what they take and give, by version.</param>
/// <param name="Agents">Members of the pool.</param>
/// <param name="Baseline">What the champion did lately.</param>
public sealed record PreparedRollout(
    EndpointRow Endpoint,
    RolloutPlan Plan,
    PlanForecast Forecast,
    IReadOnlyDictionary<int, IReadOnlyList<SignatureDifference>> Differences,
    IReadOnlyList<AgentStanding> Agents,
    VariantEvidence Baseline);
