using ControlPlane.Domain.Endpoints;
using ControlPlane.Domain.Rollouts.Steps;

namespace ControlPlane.Web.Features.Rollouts;

/// <summary>What one step would do to the routing. Immutable.</summary>
/// <param name="Index">Place in the plan.</param>
/// <param name="Step">The step.</param>
/// <param name="Before">The endpoint before it.</param>
/// <param name="After">The endpoint with it; equal to <paramref name="Before"/> where the step only waits or looks.</param>
/// <param name="ChallengerShare">Basis points of callers on versions that are not proven, once it is in force.</param>
/// <param name="MovesTraffic">Whether agents get another routing.</param>
public sealed record StepPreview(int Index, RolloutStep Step, EndpointSnapshot Before, EndpointSnapshot After, int ChallengerShare, bool MovesTraffic);
