using ControlPlane.Data.Drift;
using ControlPlane.Data.Endpoints;
using ControlPlane.Domain.Drift;

namespace ControlPlane.Web.Features.Drift;

/// <summary>Everything the page of an endpoint's drift shows. Immutable.</summary>
public sealed record DriftScreen
{
    public required EndpointRow Endpoint { get; init; }

    public required DriftAssessment Assessment { get; init; }

    /// <summary>In force and before, newest first.</summary>
    public required IReadOnlyList<ReferenceRow> References { get; init; }

    /// <summary>References from live requests that are not complete.</summary>
    public required IReadOnlyList<CollectedRows> Collected { get; init; }

    /// <summary>Columns that training data of the stable version needs.</summary>
    public required IReadOnlyList<ExpectedFeature> Expected { get; init; }

    /// <summary>Versions of the model, newest first.</summary>
    public required IReadOnlyList<int> Versions { get; init; }

    /// <summary>The chosen cell of the map, or the furthest of the newest window; null when there is none.</summary>
    public required FeatureReading? Reading { get; init; }
}
