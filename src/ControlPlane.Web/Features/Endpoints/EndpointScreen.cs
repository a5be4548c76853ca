using ControlPlane.Data.Endpoints;
using ControlPlane.Domain.Drift;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Web.Components.Splits;
using ControlPlane.Web.Realtime;

namespace ControlPlane.Web.Features.Endpoints;

/// <summary>Everything the page of one endpoint shows beside charts. Immutable.</summary>
public sealed record EndpointScreen
{
    /// <summary>No endpoint has the name.</summary>
    public static EndpointScreen Absent { get; } = new();

    /// <summary>The endpoint with its agents and the last minute; null when there is none of the name.</summary>
    public EndpointFacts? Facts { get; init; }

    /// <summary>The rollout under way; null when there is none.</summary>
    public Rollout? Rollout { get; init; }

    /// <summary>The last look at its drift; null when there was none.</summary>
    public DriftAssessment? Drift { get; init; }

    /// <summary>Versions of its model, newest first.</summary>
    public IReadOnlyList<OfferedVersion> Versions { get; init; } = [];

    /// <summary>How the previous stable version differs from what callers use now; null when there is none.</summary>
    public IReadOnlyList<SignatureDifference>? Backwards { get; init; }

    /// <summary>How far the last commanded change has come; null when none was commanded since the start.</summary>
    public Convergence? Convergence { get; init; }

    /// <summary>The asked part of the history, newest first.</summary>
    public IReadOnlyList<EndpointEventRow> History { get; init; } = [];

    /// <summary>Cursor of the part that follows; null when there is none.</summary>
    public long? OlderThan { get; init; }
}
