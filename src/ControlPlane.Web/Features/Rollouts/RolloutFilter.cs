using ControlPlane.Domain.Rollouts;

namespace ControlPlane.Web.Features.Rollouts;

/// <summary>Which rollouts the list shows; it stands in the address. Immutable.</summary>
/// <param name="Word">In the address; null for all.</param>
/// <param name="Label">On the button.</param>
/// <param name="Keeps">Whether a rollout is kept.</param>
public sealed record RolloutFilter(string? Word, string Label, Func<Rollout, bool> Keeps)
{
    /// <summary>What there is to pick.</summary>
    public static IReadOnlyList<RolloutFilter> All { get; } =
    [
        new(null, "All", _ => true),
        new("active", "Active", r => !r.IsTerminal),
        new("needs-you", "Needs you", r => PhaseLook.KindOf(r) == Components.StatusKind.NeedsYou),
        new("succeeded", "Succeeded", r => r.Phase == RolloutPhase.Succeeded),
        new("taken-back", "Taken back", r => r.Phase is RolloutPhase.RollingBack or RolloutPhase.RolledBack or RolloutPhase.Aborted or RolloutPhase.Failed),
    ];

    /// <summary>The filter of a word; all for any other word.</summary>
    public static RolloutFilter Of(string? word) => All.FirstOrDefault(f => f.Word == word) ?? All[0];

    /// <summary>Active ones first, then the newest.</summary>
    public static IReadOnlyList<Rollout> Arrange(IEnumerable<Rollout> rollouts) => [.. rollouts.OrderBy(r => r.IsTerminal).ThenByDescending(r => r.CreatedAt)];
}
