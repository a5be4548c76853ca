using ControlPlane.DocsTests.Pages;
using ControlPlane.Domain.Rollouts;
using ControlPlane.TestKit.Documents;

namespace ControlPlane.DocsTests.Strategies;

/// <summary>One page per strategy, and what it says of costs and parameters is what the code says.</summary>
public sealed class StrategyPageTests
{
    public static TheoryData<RolloutStrategy> Strategies => [.. Enum.GetValues<RolloutStrategy>()];

    [Theory]
    [MemberData(nameof(Strategies))]
    public void Page_OfAStrategy_HasItsCosts(RolloutStrategy strategy) => MadePart.CheckPart(PathOf(strategy), "costs", ParameterTable.CostsOf(strategy));

    [Theory]
    [MemberData(nameof(Strategies))]
    public void Page_OfAStrategy_HasItsParametersWithTheirDefaults(RolloutStrategy strategy) => MadePart.CheckPart(PathOf(strategy), "parameters", ParameterTable.Of(strategy));

    [Theory]
    [MemberData(nameof(Strategies))]
    public void Page_OfAStrategy_ShowsItsScreenACommandAndAFile(RolloutStrategy strategy)
    {
        var page = MarkdownPage.Load(PathOf(strategy));

        Assert.Contains($"../images/strategy-{NameOf(strategy)}.png", page.Links);
        Assert.Contains(page.Blocks, b => b.Kind == "sh" && b.Text.Contains("controlplane start pets", StringComparison.Ordinal));
        Assert.Contains(page.Blocks, b => b.Kind == "yaml" && b.Text.Contains($"strategy: {NameOf(strategy)}\n", StringComparison.Ordinal));
    }

    private static string PathOf(RolloutStrategy strategy) => $"docs/strategies/{NameOf(strategy)}.md";

    private static string NameOf(RolloutStrategy strategy) => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(strategy.ToString());
}
