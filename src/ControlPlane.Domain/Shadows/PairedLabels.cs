using ControlPlane.Domain.Analysis.Proportions;

namespace ControlPlane.Domain.Shadows;

/// <summary>Copied requests whose true label is known, by which of the two models gave it. Immutable; counts of disjoint requests add up.</summary>
/// <param name="BothRight">Both gave the true label.</param>
/// <param name="OnlyChampionRight">Only the champion did.</param>
/// <param name="OnlyShadowRight">Only the shadow did.</param>
/// <param name="BothWrong">Neither did.</param>
public sealed record PairedLabels(long BothRight, long OnlyChampionRight, long OnlyShadowRight, long BothWrong)
{
    /// <summary>No label came back yet.</summary>
    public static PairedLabels None { get; } = new(0, 0, 0, 0);

    /// <summary>With the two models' parts exchanged.</summary>
    public PairedLabels Reverse() => new(BothRight, OnlyShadowRight, OnlyChampionRight, BothWrong);

    /// <summary>With other requests added.</summary>
    public PairedLabels Plus(PairedLabels other) => new(
        BothRight + other.BothRight, OnlyChampionRight + other.OnlyChampionRight, OnlyShadowRight + other.OnlyShadowRight, BothWrong + other.BothWrong);

    /// <summary>Requests with a true label.</summary>
    public long Count => BothRight + OnlyChampionRight + OnlyShadowRight + BothWrong;

    /// <summary>What the champion got right; null without labels.</summary>
    public ProportionSample? Champion => Count == 0 ? null : new(BothRight + OnlyChampionRight, Count);

    /// <summary>What the shadow got right; null without labels.</summary>
    public ProportionSample? Shadow => Count == 0 ? null : new(BothRight + OnlyShadowRight, Count);

    /// <summary>McNemar's test of who is right more often.</summary>
    public PairedCorrectness Test => new(OnlyChampionRight, OnlyShadowRight);
}
