using ControlPlane.Domain.Shadows;

namespace ControlPlane.Web.Api.Resources;

/// <summary>Labelled requests that two versions were both asked, by who was right. Immutable.</summary>
/// <param name="BothRight">Both gave the true label.</param>
/// <param name="OnlyLeftRight">Only the left version did.</param>
/// <param name="OnlyRightRight">Only the right version did.</param>
/// <param name="BothWrong">Neither did.</param>
/// <param name="P">McNemar's p-value that both are right equally often.</param>
internal sealed record PairedTruthResource(long BothRight, long OnlyLeftRight, long OnlyRightRight, long BothWrong, double P)
{
    /// <summary>The left version's part is the champion's.</summary>
    public static PairedTruthResource Of(PairedLabels labels) =>
        new(labels.BothRight, labels.OnlyChampionRight, labels.OnlyShadowRight, labels.BothWrong, labels.Test.PValue);
}
