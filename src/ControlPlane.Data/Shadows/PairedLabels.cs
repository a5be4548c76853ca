namespace ControlPlane.Data.Shadows;

/// <summary>Labelled samples by who was right. Disagreements are kept as far as their rate allows, agreements are thinned out, so only the two in the middle may be compared. Immutable.</summary>
/// <param name="BothRight">Both predicted the label.</param>
/// <param name="OnlyChampionRight">Only the variant that answered did.</param>
/// <param name="OnlyShadowRight">Only the shadow did.</param>
/// <param name="BothWrong">Neither did.</param>
public sealed record PairedLabels(long BothRight, long OnlyChampionRight, long OnlyShadowRight, long BothWrong)
{
    /// <summary>All labelled samples.</summary>
    public long All => BothRight + OnlyChampionRight + OnlyShadowRight + BothWrong;
}
