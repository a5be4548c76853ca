using ControlPlane.Data.Telemetry;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Web.Features.Endpoints;
using ControlPlane.Web.Features.Evidence;

namespace ControlPlane.Web.Features.Rollouts;

/// <summary>Everything the page of one rollout shows beside charts. Immutable.</summary>
/// <param name="Rollout">The rollout; null when there is none of the id.</param>
/// <param name="Endpoint">Its endpoint with agents and numbers.</param>
/// <param name="History">What happened to it, newest first.</param>
/// <param name="Window">What variants did since its present step began, or in all of it once it has ended.</param>
public sealed record RolloutScreen(Rollout? Rollout, EndpointScreen Endpoint, IReadOnlyList<RolloutEvent> History, IReadOnlyList<WindowRow> Window)
{
    /// <summary>What variants did on each day of an experiment, oldest first; empty for other rollouts.</summary>
    public IReadOnlyList<ExperimentDay> Days { get; init; } = [];

    /// <summary>What single requests say of each shadow, by variant; empty where nothing is mirrored.</summary>
    public IReadOnlyDictionary<string, ShadowSingles> Singles { get; init; } = new Dictionary<string, ShadowSingles>();

    /// <summary>No rollout has the id.</summary>
    public static RolloutScreen Absent { get; } = new(null, EndpointScreen.Absent, [], []);
}
