namespace ControlPlane.Web.Features.Analysis;

/// <summary>What a source is told about the rollout it judges. Immutable.</summary>
/// <param name="Rollout">Id of the rollout.</param>
/// <param name="Endpoint">Name of the endpoint.</param>
/// <param name="Model">Name of its model.</param>
/// <param name="Variant">The variant whose value is wanted.</param>
/// <param name="Version">Its version.</param>
/// <param name="Champion">What it is compared with; null when that no longer answers callers.</param>
/// <param name="Step">Index of the rollout's step.</param>
/// <param name="Since">When the present traffic began.</param>
/// <param name="Metric">Name of the check.</param>
public sealed record SourceFacts(string Rollout, string Endpoint, string Model, string Variant, int Version, string? Champion, int Step, DateTimeOffset Since, string Metric)
{
    /// <summary>By the names that queries use. A method, because the properties are the body of a webhook's request.</summary>
    public IReadOnlyDictionary<string, string> ForQueries() => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["rollout"] = Rollout,
        ["endpoint"] = Endpoint,
        ["model"] = Model,
        ["variant"] = Variant,
        ["version"] = Version.ToString(System.Globalization.CultureInfo.InvariantCulture),
        ["champion"] = Champion ?? "",
    };
}
