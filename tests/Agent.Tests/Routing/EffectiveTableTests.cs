using ControlPlane.AgentHost.Routing;
using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Routing;
using static ControlPlane.TestKit.Routing.RoutingTableBuilder;

namespace ControlPlane.AgentHost.Tests.Routing;

public sealed class EffectiveTableTests
{
    public static TheoryData<string, int[], string[], string> Cases => new()
    {
        { "all ready", [9_000, 1_000], ["Ready", "Ready"], nameof(EndpointStep.Take) },
        { "challenger fetching", [9_000, 1_000], ["Ready", "Fetching"], nameof(EndpointStep.Wait) },
        { "challenger loading", [9_000, 1_000], ["Ready", "Loading"], nameof(EndpointStep.Wait) },
        { "challenger refused", [9_000, 1_000], ["Ready", "Refused"], nameof(EndpointStep.Take) },
        { "challenger without weight fetching", [10_000, 0], ["Ready", "Fetching"], nameof(EndpointStep.Take) },
        { "stable fetching", [9_000, 1_000], ["Fetching", "Ready"], nameof(EndpointStep.Wait) },
        { "stable without weight fetching", [0, 10_000], ["Fetching", "Ready"], nameof(EndpointStep.Wait) },
        { "stable refused", [9_000, 1_000], ["Refused", "Ready"], nameof(EndpointStep.Keep) },
        { "stable refused, challenger fetching", [9_000, 1_000], ["Refused", "Fetching"], nameof(EndpointStep.Keep) },
        { "one refused, one fetching", [8_000, 1_000, 1_000], ["Ready", "Refused", "Fetching"], nameof(EndpointStep.Wait) },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Decide_OneEndpoint_DependsOnItsRoutedVersionsOnly(string circumstance, int[] weights, string[] states, string step)
    {
        var decision = Assert.Single(EffectiveTable.Decide(ATable(1, "pets", weights), StatesOf("pets", states)));

        Assert.True(step == decision.Step.ToString(), $"{circumstance}: {decision.Step} because {decision.Because}");
        Assert.NotEmpty(decision.Because);
    }

    [Fact]
    public void Decide_VersionNamedByARule_IsWaitedForWithoutWeight()
    {
        var table = ATable(1, "pets", 10_000, 0);
        var rule = new RoutingRule { Id = "beta", Conditions = [new AttributeCondition("x-beta", ConditionOperator.Exists, [])], Variant = "v2" };
        table = table with { Endpoints = [table.Endpoints[0] with { Rules = [rule] }] };

        var decision = Assert.Single(EffectiveTable.Decide(table, StatesOf("pets", "Ready", "Fetching")));

        Assert.Equal(EndpointStep.Wait, decision.Step);
    }

    [Fact]
    public void Decide_OneEndpointWaits_TheOtherIsTaken()
    {
        var table = ATable(1, "pets", 10_000);
        table = table with { Endpoints = [AnEndpoint("fraud", 1, 10_000), table.Endpoints[0]] };

        var decisions = EffectiveTable.Decide(table, StatesOf("pets", "Ready"));

        Assert.Equal([EndpointStep.Wait, EndpointStep.Take], decisions.Select(d => d.Step));
    }

    private static Dictionary<VersionKey, PreparationState> StatesOf(string model, params string[] states) =>
        states.Select((state, index) => (Key: new VersionKey(model, index + 1), State: Enum.Parse<PreparationState>(state)))
            .ToDictionary(p => p.Key, p => p.State);
}
