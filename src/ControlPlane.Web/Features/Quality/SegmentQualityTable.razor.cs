using ControlPlane.Domain.Analysis.Quality;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Quality;

/// <summary>How often each version is right for the callers of each segment.</summary>
public sealed partial class SegmentQualityTable
{
    [Parameter, EditorRequired]
    public required QualityScreen Screen { get; set; }

    private IEnumerable<(string Segment, IReadOnlyList<(VersionQuality Version, SegmentQuality Quality)> Versions)> Rows =>
        Screen.Versions.SelectMany(v => v.Segments.Select(s => (Version: v, Quality: s)))
            .GroupBy(s => s.Quality.Segment, StringComparer.Ordinal)
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => (g.Key, (IReadOnlyList<(VersionQuality, SegmentQuality)>)[.. g]));
}
