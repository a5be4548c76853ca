using ControlPlane.Web.Components;

namespace ControlPlane.Web.Features.Endpoints;

/// <summary>Which endpoints the overview shows; it stands in the address. Immutable.</summary>
/// <param name="Word">In the address; null for all.</param>
/// <param name="Label">On the button.</param>
/// <param name="Kind">The standing it keeps; null for all.</param>
public sealed record OverviewFilter(string? Word, string Label, StatusKind? Kind)
{
    /// <summary>What there is to pick.</summary>
    public static IReadOnlyList<OverviewFilter> All { get; } =
    [
        new(null, "All", null),
        new("needs-you", "Needs you", StatusKind.NeedsYou),
        new("rolled-back", "Rolled back", StatusKind.RolledBack),
        new("watching", "Watching", StatusKind.Watching),
        new("no-traffic", "No traffic", StatusKind.Unknown),
        new("fine", "Stable", StatusKind.Fine),
    ];

    /// <summary>The filter of a word; all for any other word.</summary>
    public static OverviewFilter Of(string? word) => All.FirstOrDefault(f => f.Word == word) ?? All[0];

    /// <summary>Whether an endpoint is kept.</summary>
    public bool Keeps(OverviewRow row) => Kind is null || (Kind == StatusKind.NeedsYou ? row.NeedsYou : row.Standing.Kind == Kind && !row.NeedsYou);
}
