using ControlPlane.Contracts.Routing;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Domain.Tests.Building;

namespace ControlPlane.Domain.Tests.Endpoints;

public sealed class RestoreTests
{
    [Fact]
    public void Restore_AnotherStableVersion_PutsStableVersionAndWeightsBackAndRemembersThePresentOne()
    {
        var endpoint = EndpointBuilder.AnEndpoint();
        _ = endpoint.SetSplit([new(1, 7_000), new(2, 3_000)], EndpointBuilder.Versions, Moment.Noon).Value;
        var earlier = endpoint.ToSnapshot();
        _ = endpoint.Put(EndpointBuilder.ADraft(stable: 3), EndpointBuilder.Versions, Moment.Noon).Value;

        var change = endpoint.Restore(earlier, EndpointBuilder.Versions, Moment.Noon).Value;

        Assert.Equal((1, 3), (endpoint.StableVersion, endpoint.PreviousStableVersion));
        Assert.Equal([("v1", 7_000), ("v2", 3_000)], endpoint.Variants.Select(v => (v.Name, v.Weight)).Order());
        Assert.Equal("v1", endpoint.Champion.Name);
        Assert.Equal("An earlier routing was put back: from v3 100 % to v1 70 %, v2 30 %.", change.Sentence);
    }

    [Fact]
    public void Restore_WhatARolloutHadAdded_StaysAway()
    {
        var endpoint = EndpointBuilder.AnEndpoint();
        var shaped = new EndpointShape
        {
            StableVersion = 1,
            Variants = [new("v1", 1, VariantRole.Champion, 10_000), new("v2", 2, VariantRole.Shadow, 0)],
            Overlay = new RoutingOverlay { IsSuspended = true },
        };
        endpoint.Take(shaped, EndpointEventKind.RolloutStep, null, Moment.Noon);
        var earlier = endpoint.ToSnapshot();
        _ = endpoint.SetSplit([new(2, 10_000)], EndpointBuilder.Versions, Moment.Noon).Value;

        _ = endpoint.Restore(earlier, EndpointBuilder.Versions, Moment.Noon).Value;

        Assert.False(endpoint.Overlay.IsSuspended);
        Assert.DoesNotContain(endpoint.Variants, v => v.Role == VariantRole.Shadow);
        Assert.Equal(10_000, endpoint.Champion.Weight);
    }

    [Fact]
    public void Restore_WhatIsSoAlready_HasNoEffect()
    {
        var endpoint = EndpointBuilder.AnEndpoint();

        var change = endpoint.Restore(endpoint.ToSnapshot(), EndpointBuilder.Versions, Moment.Noon).Value;

        Assert.False(change.HasEffect);
    }

    [Fact]
    public void Restore_AVersionThatIsNoLongerRegistered_IsRefusedAndChangesNothing()
    {
        var endpoint = EndpointBuilder.AnEndpoint();
        _ = endpoint.SetSplit([new(1, 7_000), new(2, 3_000)], EndpointBuilder.Versions, Moment.Noon).Value;
        var earlier = endpoint.ToSnapshot();
        endpoint.RollBack(Moment.Noon);
        var before = endpoint.ToSnapshot();

        var outcome = endpoint.Restore(earlier, new HashSet<int> { 1 }, Moment.Noon);

        Assert.Equal(EndpointRefusals.VersionNotFound, outcome.Refusal?.Code);
        Assert.Equal(before.SplitInWords(), endpoint.ToSnapshot().SplitInWords());
    }
}
