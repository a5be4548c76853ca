using ControlPlane.Contracts.Routing;
using ControlPlane.Domain.Analysis.Quality;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Domain.Schedules;

namespace ControlPlane.Web.Api.Resources;

/// <summary>Body of <c>PUT /endpoints/{endpoint}</c>: all an endpoint should be; what is left out has its default. Immutable.</summary>
internal sealed record EndpointBody
{
    public required string Model { get; init; }

    public required int StableVersion { get; init; }

    public string Pool { get; init; } = EndpointDraft.DefaultPool;

    public RoutingKeySource RoutingKey { get; init; } = RoutingKeySource.Default;

    public FallbackBody? Fallback { get; init; }

    public GuardLimits? Guards { get; init; }

    public IReadOnlyList<string> SegmentAttributes { get; init; } = [];

    public string? EventClass { get; init; }

    /// <summary>What pairs of answered class and true class cost; what is not named costs 0.</summary>
    public IReadOnlyList<MistakeCost> MistakeCosts { get; init; } = [];

    /// <summary>What a reward may be; any finite number when left out.</summary>
    public RewardLimits? RewardLimits { get; init; }

    /// <summary>When automation may advance rollouts; null means any time.</summary>
    public ChangeSchedule? Schedule { get; init; }

    /// <summary>What drift is measured by and leads to.</summary>
    public DriftBody Drift { get; init; } = new();

    /// <summary>Where its models run on the agents.</summary>
    public ModelIsolation Isolation { get; init; }

    /// <summary>How a new endpoint answers from its first moment; refused for one that exists.</summary>
    public InitialRoutingBody? InitialRouting { get; init; }

    /// <summary>For the history.</summary>
    public string Reason { get; init; } = "";

    public EndpointDraft ToDraft(string name) => new()
    {
        Name = name,
        Pool = Pool,
        Model = Model,
        StableVersion = StableVersion,
        InitialRouting = InitialRouting?.ToRouting(),
        Settings = new EndpointSettings
        {
            RoutingKey = RoutingKey,
            Fallback = Fallback?.ToAnswer(),
            Guards = Guards,
            SegmentAttributes = SegmentAttributes,
            EventClass = EventClass,
            MistakeCosts = MistakeCosts,
            RewardLimits = RewardLimits,
            Schedule = Schedule,
            Drift = Drift.ToSettings(),
            Isolation = Isolation,
        },
    };
}
