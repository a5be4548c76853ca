using ControlPlane.Contracts.Outcomes;
using ControlPlane.Contracts.Routing;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Domain.Tests.Building;

namespace ControlPlane.Domain.Tests.Endpoints;

public sealed class InitialRoutingTests
{
    private static readonly IReadOnlySet<int> Versions = new HashSet<int> { 1, 2 };

    private static InitialRouting Routing => new()
    {
        Salt = "salt-of-before",
        PreviousStableVersion = 2,
        Variants =
        [
            new("v1", 1, VariantRole.Champion, 9_000, [new(0, 4_000), new(5_000, 10_000)]),
            new("blue", 2, VariantRole.Challenger, 1_000, [new(4_000, 5_000)]),
            new("copy", 2, VariantRole.Shadow, 0, []),
        ],
        Overlay = new RoutingOverlay { Shadows = [new("copy", 10_000)] },
    };

    [Fact]
    public void Create_WithARoutingOfBefore_SendsTheSameCallersToTheSameVersions()
    {
        var endpoint = Create(Routing).Value.Endpoint;

        Assert.Equal(("salt-of-before", 2), (endpoint.Salt, endpoint.PreviousStableVersion));
        Assert.Equal(Routing.Variants.Select(v => (v.Name, v.Weight)), endpoint.Variants.Select(v => (v.Name, v.Weight)));
        Assert.Equal([new BucketInterval(4_000, 5_000)], endpoint.Variants[1].Buckets);
        Assert.Equal(10_000, Assert.Single(endpoint.Overlay.Shadows).SampleShare);
    }

    [Fact]
    public void Create_WithoutOne_GivesEverybodyTheStableVersion() => Assert.Equal(10_000, Create(null).Value.Endpoint.Champion.Weight);

    public static TheoryData<string, InitialRouting> Wrong => new()
    {
        { "leave a gap", Routing with { Variants = [Routing.Variants[0] with { Buckets = [new(0, 9_000)] }, Routing.Variants[1] with { Buckets = [new(8_000, 9_000)] }] } },
        { "weight", Routing with { Variants = [Routing.Variants[0] with { Weight = 1 }, .. Routing.Variants.Skip(1)] } },
        { "champion", Routing with { Variants = [.. Routing.Variants.Skip(1)] } },
        { "used twice", Routing with { Variants = [.. Routing.Variants, Routing.Variants[1]] } },
        { "version 7", Routing with { PreviousStableVersion = 7 } },
        { "salt", Routing with { Salt = "" } },
        { "no shadow variant", Routing with { Overlay = new RoutingOverlay { Shadows = [new("blue", 1)] } } },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Create_WithARoutingThatAgentsWouldRefuse_IsRefused(string words, InitialRouting routing)
    {
        var refusal = Create(routing).Refusal!;

        Assert.Equal(EndpointRefusals.Invalid, refusal.Code);
        Assert.Contains(words, refusal.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Put_ExistingEndpointWithOne_IsRefused()
    {
        var endpoint = Create(null).Value.Endpoint;

        Assert.Equal(EndpointRefusals.Fixed, endpoint.Put(DraftOf(Routing), Versions, Moment.Noon).Refusal?.Code);
    }

    private static Outcome<(InferenceEndpoint Endpoint, EndpointChange Change)> Create(InitialRouting? routing) =>
        InferenceEndpoint.Create(DraftOf(routing), "new-salt", Versions, 0, Moment.Noon);

    private static EndpointDraft DraftOf(InitialRouting? routing) => new() { Name = "pets", Model = "pets", StableVersion = 1, InitialRouting = routing };
}
