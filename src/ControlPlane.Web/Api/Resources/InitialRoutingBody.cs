using ControlPlane.Contracts.Routing;
using ControlPlane.Domain.Endpoints;

namespace ControlPlane.Web.Api.Resources;

/// <summary>How a new endpoint answers from its first moment, as the routing table of another installation says it. Immutable.</summary>
internal sealed record InitialRoutingBody
{
    public required string Salt { get; init; }

    /// <summary>Held ready beside the stable one; null when there is none.</summary>
    public int? PreviousStableVersion { get; init; }

    /// <summary>Exactly one of them is the champion.</summary>
    public required IReadOnlyList<VariantRouting> Variants { get; init; }

    public IReadOnlyList<RoutingRule> Rules { get; init; } = [];

    public IReadOnlyList<ShadowRouting> Shadows { get; init; } = [];

    public AssignmentUnit Assignment { get; init; } = AssignmentUnit.Caller;

    public bool IsSuspended { get; init; }

    /// <summary>In place of the endpoint's own; null means the endpoint's own.</summary>
    public FallbackBody? Fallback { get; init; }

    /// <summary>In place of the endpoint's own; null means the endpoint's own.</summary>
    public GuardLimits? Guards { get; init; }

    public InitialRouting ToRouting() => new()
    {
        Salt = Salt,
        PreviousStableVersion = PreviousStableVersion,
        Variants = [.. Variants.Select(v => new VariantSnapshot(v.Name, v.Version, v.Role, v.Weight, v.Buckets))],
        Overlay = new RoutingOverlay
        {
            Rules = Rules,
            Shadows = Shadows,
            Assignment = Assignment,
            IsSuspended = IsSuspended,
            Fallback = Fallback?.ToAnswer(),
            Guards = Guards,
        },
    };
}
