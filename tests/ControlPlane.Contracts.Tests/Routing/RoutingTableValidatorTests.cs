using ControlPlane.Contracts.Routing;
using ControlPlane.TestKit.Routing;

namespace ControlPlane.Contracts.Tests.Routing;

public sealed class RoutingTableValidatorTests
{
    private static readonly RoutingTable Sound = RoutingTableBuilder.ATable(1, "pets", 9_000, 1_000);

    public static TheoryData<string, RoutingTable, string> Unsound => new()
    {
        { "a version that is not prepared", Sound with { Prepare = [Sound.Prepare[0]] }, "endpoints[pets].variants[v2].version" },
        { "a stable variant that does not exist", With(e => e with { StableVariant = "v9" }), "endpoints[pets].stableVariant" },
        { "a weight without its buckets", With(e => e with { Variants = [e.Variants[0], e.Variants[1] with { Weight = 900 }] }), "endpoints[pets].variants[v2].buckets" },
        { "a gap", With(e => e with { Variants = [e.Variants[0], e.Variants[1] with { Weight = 900, Buckets = [new(9_100, 10_000)] }] }), "endpoints[pets].variants" },
        { "an overlap", With(e => e with { Variants = [e.Variants[0], e.Variants[1] with { Weight = 1_100, Buckets = [new(8_900, 10_000)] }] }), "endpoints[pets].variants" },
        { "the same endpoint twice", Sound with { Endpoints = [Sound.Endpoints[0], Sound.Endpoints[0]] }, "endpoints[pets]" },
        { "a rule to nobody", With(e => e with { Rules = [ARule("v9")] }), "endpoints[pets].rules[r1].variant" },
        { "a rule that decides nothing", With(e => e with { Rules = [ARule(null)] }), "endpoints[pets].rules[r1]" },
        { "a shadow that is none", With(e => e with { Shadows = [new("v2", 10_000)] }), "endpoints[pets].shadows" },
    };

    [Fact]
    public void Check_SoundTable_FindsNothing() => Assert.Null(RoutingTableValidator.Check(Sound));

    [Theory]
    [MemberData(nameof(Unsound))]
    public void Check_UnsoundTable_NamesTheField(string circumstance, RoutingTable table, string field)
    {
        var refusal = RoutingTableValidator.Check(table);

        Assert.True(refusal?.Fields.Any(f => f.Field == field), $"{circumstance}: expected {field}, got {refusal}");
    }

    private static RoutingTable With(Func<EndpointRouting, EndpointRouting> change) => Sound with { Endpoints = [change(Sound.Endpoints[0])] };

    private static RoutingRule ARule(string? variant) =>
        new() { Id = "r1", Conditions = [new("x-region", ConditionOperator.Exists, [])], Variant = variant };
}
