using ControlPlane.Domain.Jobs;

namespace ControlPlane.Web.Api.Resources;

/// <summary>The stored predictions of an endpoint as the API tells them. Immutable.</summary>
internal sealed record PredictionsResource(
    string Endpoint, string JobId, int Version, bool IsCurrent, long Keys, long SizeBytes, string Digest, DateTimeOffset ComputedAt, DateTimeOffset PublishedAt)
{
    /// <summary>Current means made by the version that is stable.</summary>
    public static PredictionsResource Of(PredictionSet set, int stableVersion) =>
        new(set.Endpoint, set.JobId, set.Version, set.Version == stableVersion, set.Keys, set.SizeBytes, set.Digest, set.ComputedAt, set.PublishedAt);
}
