using System.Text.Json;
using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Json;
using ControlPlane.Contracts.Routing;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Domain.Routing;
using ControlPlane.Domain.Tests.Building;
using static ControlPlane.Domain.Tests.Building.EndpointBuilder;

namespace ControlPlane.Domain.Tests.Routing;

public sealed class RoutingTablePlannerTests
{
    private static readonly JsonSerializerOptions Indented = new(ContractsJsonContext.Default.Options) { WriteIndented = true, NewLine = "\n" };

    [Fact]
    public void Plan_EmptyPool() => Check("empty-pool");

    [Fact]
    public void Plan_OneStableVersion() => Check("one-stable-version", AnEndpoint());

    [Fact]
    public void Plan_CanaryAtTenPercent() => Check("canary-at-ten-percent", AnEndpoint().Split((1, 9_000), (2, 1_000)));

    [Fact]
    public void Plan_ThreeVariantsAfterTheOuterOnesTraded() =>
        Check("three-variants-after-the-outer-ones-traded", AnEndpoint().Split((1, 8_000), (2, 1_000), (3, 1_000)).Split((1, 7_000), (2, 1_000), (3, 2_000)));

    [Fact]
    public void Plan_RolledBackCanaryStaysReady()
    {
        var endpoint = AnEndpoint().Split((1, 9_000), (2, 1_000));
        endpoint.RollBack(Moment.Noon);
        Check("rolled-back-canary-stays-ready", endpoint);
    }

    [Fact]
    public void Plan_PromotedWithThePreviousStableVersionReady()
    {
        var endpoint = AnEndpoint();
        _ = endpoint.Put(ADraft(stable: 3), Versions, Moment.Noon).Value;
        Check("promoted-with-the-previous-stable-version-ready", endpoint);
    }

    [Fact]
    public void Plan_TwoEndpointsWithSettings()
    {
        var settings = new EndpointSettings
        {
            RoutingKey = new RoutingKeySource("x-user", "user", "user_id"),
            Guards = new GuardLimits { ErrorShare = 0.05, LatencyP99Milliseconds = 200 },
            Fallback = new FallbackAnswer(4, null),
            SegmentAttributes = ["region"],
            EventClass = "fraud",
        };
        var draft = ADraft("fraud-check", "fraud", 2) with { Settings = settings };
        var fraud = InferenceEndpoint.Create(draft, "other-salt", Versions, 0, Moment.Noon).Value.Endpoint;
        Check("two-endpoints-with-settings", AnEndpoint(), fraud);
    }

    [Fact]
    public void Plan_RewardLimits_AreToldToAgents()
    {
        var endpoint = AnEndpoint();
        _ = endpoint.Put(ADraft() with { Settings = new EndpointSettings { RewardLimits = new RewardLimits(0, 1) } }, Versions, Moment.Noon).Value;

        Assert.Equal(new RewardLimits(0, 1), Plan([endpoint]).Endpoints.Single().RewardLimits);
    }

    [Fact]
    public void Plan_OneOfTwoEndpointsOfAModelWantsProcesses_BothShareThem()
    {
        var (careful, other) = (AnEndpoint("a"), AnEndpoint("c", "fraud"));
        _ = careful.Put(ADraft("a") with { Settings = new EndpointSettings { Isolation = ModelIsolation.Process } }, Versions, Moment.Noon).Value;

        var prepared = Plan([careful, AnEndpoint("b"), other]).Prepare;

        Assert.All(prepared, p => Assert.Equal(p.Model == other.Model ? ModelIsolation.None : ModelIsolation.Process, p.Isolation));
        Assert.Contains(prepared, p => p.Isolation == ModelIsolation.Process);
    }

    [Fact]
    public void Plan_FactsInAnotherOrder_GivesTheSameBytes()
    {
        InferenceEndpoint[] endpoints = [AnEndpoint("a"), AnEndpoint("b"), AnEndpoint("c", "fraud")];

        Assert.Equal(RoutingTableCodec.Seal(Plan(endpoints)).Digest, RoutingTableCodec.Seal(Plan([.. endpoints.Reverse()])).Digest);
    }

    [Fact]
    public void Plan_VersionThatIsNotThere_Refuses()
    {
        var facts = Facts([AnEndpoint(stable: 4)]) with { Versions = [.. RegisteredModelBuilder.AModel("pets", 3).Versions] };

        var refusal = RoutingTablePlanner.Plan(facts).Refusal;

        Assert.Equal("An endpoint needs version 4 of the model 'pets', which is not registered.", refusal?.Sentence);
    }

    [Fact]
    public void Plan_AnyLifeOfAnEndpoint_PassesWhatAgentsCheck()
    {
        for (var seed = 0; seed < 100; seed++)
        {
            var chance = new Random(seed);
            var endpoint = AnEndpoint();
            for (var step = 0; step < 20; step++)
            {
                Endpoints.RandomLife.Step(endpoint, chance, Moment.Noon.AddSeconds(7 * step));
                var table = RoutingTableCodec.Seal(Plan([endpoint]));
                Assert.True(RoutingTableCodec.Open(table.Content, table.Digest).IsAccepted, $"seed {seed}, step {step}");
            }
        }
    }

    [Fact]
    public void GoldenFile_OtherText_Fails()
    {
        var path = Path.Combine(Path.GetTempPath(), $"golden-{Environment.ProcessId}.json");
        try
        {
            GoldenFile.Check(path, "as it was", isAccepted: true);

            GoldenFile.Check(path, "as it was", isAccepted: false);
            Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => GoldenFile.Check(path, "as it is", isAccepted: false));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void GoldenFile_Missing_Fails() =>
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => GoldenFile.Check(Path.Combine(GoldenFile.Folder, "never-made.json"), "", isAccepted: false));

    private static void Check(string situation, params InferenceEndpoint[] endpoints) =>
        GoldenFile.Check(situation, JsonSerializer.Serialize(Plan(endpoints), Indented) + "\n");

    private static RoutingTable Plan(InferenceEndpoint[] endpoints) => RoutingTablePlanner.Plan(Facts(endpoints)).Value;

    private static PoolFacts Facts(InferenceEndpoint[] endpoints) => new()
    {
        ClusterId = "cluster",
        Pool = "production",
        Position = new TablePosition(1, 7),
        Endpoints = endpoints,
        Versions = [.. RegisteredModelBuilder.AModel("pets", 4).Versions, .. RegisteredModelBuilder.AModel("fraud", 4).Versions],
    };
}
