using ControlPlane.Contracts.Outcomes;
using ControlPlane.Contracts.Routing;

namespace ControlPlane.Domain.Endpoints;

/// <content>Going to a routing of an earlier moment.</content>
public sealed partial class InferenceEndpoint
{
    /// <summary>
    /// Takes stable version and weights over from an earlier moment; settings stay, and so do callers as far as the weights allow.
    /// What a rollout had added is not put back: it belongs to that rollout.
    /// </summary>
    /// <returns>Refusals: <see cref="EndpointRefusals.SplitInvalid"/>, <see cref="EndpointRefusals.VersionNotFound"/>.</returns>
    public Outcome<EndpointChange> Restore(EndpointSnapshot earlier, IReadOnlySet<int> versions, DateTimeOffset now)
    {
        var answering = earlier.Variants.Where(v => v.Weight > 0 || v.Role == VariantRole.Champion).Select(v => new VariantShare(v.Version, v.Weight, v.Name));
        return TrafficSplit.Create([.. answering], versions).Then<EndpointChange>(split =>
        {
            var before = ToSnapshot();
            if (earlier.StableVersion != StableVersion)
                Promote(earlier.StableVersion);
            Overlay = RoutingOverlay.None;
            Arrange(VariantArrangement.OfSplit(this, split));
            return StructuralEquality.AreEqual(ToSnapshot(), before)
                ? NoChange(EndpointEventKind.Restored, before, now)
                : Commit(EndpointEventKind.Restored, before, now);
        });
    }
}
