namespace ControlPlane.Domain.Bandits;

/// <summary>What the arms of a bandit earned since it began, of answers whose attribution window is over. Immutable.</summary>
public sealed record RewardHistory
{
    /// <summary>Nothing was answered.</summary>
    public static RewardHistory None { get; } = new();

    /// <summary>Slices in any order.</summary>
    public IReadOnlyList<RewardSlice> Slices { get; init; } = [];

    /// <summary>How late rewards were; <see cref="RewardDelays.None"/> where it was not asked.</summary>
    public RewardDelays Delays { get; init; } = RewardDelays.None;
}
