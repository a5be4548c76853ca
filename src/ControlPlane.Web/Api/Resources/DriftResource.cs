using ControlPlane.Data.Drift;
using ControlPlane.Data.Endpoints;
using ControlPlane.Domain.Drift;
using ControlPlane.Web.Features.Drift;

namespace ControlPlane.Web.Api.Resources;

/// <summary>Answer of <c>GET /endpoints/{endpoint}/drift</c>. Immutable.</summary>
internal sealed record DriftResource
{
    public required string Endpoint { get; init; }

    public required string Champion { get; init; }

    public required DriftOrigin Origin { get; init; }

    public required string Sentence { get; init; }

    /// <summary>When the alarm began; null when there is none.</summary>
    public required DateTimeOffset? Since { get; init; }

    /// <summary>How many subjects had rows enough in the newest window.</summary>
    public required int Judged { get; init; }

    public required int Watched { get; init; }

    public required DriftBody Settings { get; init; }

    /// <summary>Those in force, newest first.</summary>
    public required IReadOnlyList<ReferenceRow> References { get; init; }

    /// <summary>References from live requests that are not complete.</summary>
    public required IReadOnlyList<CollectedRows> Collecting { get; init; }

    /// <summary>Oldest first.</summary>
    public required IReadOnlyList<DriftWindowResource> Windows { get; init; }

    /// <summary>Newest changes of errors and scores.</summary>
    public required IReadOnlyList<StreamChange> Streams { get; init; }

    public static DriftResource Of(
        EndpointRow endpoint, DriftAssessment assessment, IReadOnlyList<ReferenceRow> inForce, IReadOnlyList<CollectedRows> collecting) => new()
        {
            Endpoint = endpoint.Name,
            Champion = assessment.Champion,
            Origin = assessment.Verdict.Origin,
            Sentence = assessment.Verdict.Sentence,
            Since = assessment.Since,
            Judged = assessment.Verdict.Judged,
            Watched = assessment.Verdict.Watched,
            Settings = DriftBody.Of(endpoint.Settings.Drift),
            References = inForce,
            Collecting = collecting,
            Windows =
        [
            .. assessment.Windows.Select(w => new DriftWindowResource(
                w.From,
                [.. w.Scores.OrderBy(s => s.Key.Variant, StringComparer.Ordinal).ThenBy(s => s.Key.Feature, StringComparer.Ordinal).Select(s => DriftScoreResource.Of(s.Key, s.Value))])),
        ],
            Streams = assessment.Streams,
        };
}
