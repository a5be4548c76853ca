using Bunit;
using ControlPlane.Contracts.Telemetry;
using ControlPlane.Data.Shadows;
using ControlPlane.Domain.Analysis.Templates;
using ControlPlane.Domain.Shadows;
using ControlPlane.Web.Features.Rollouts;
using ControlPlane.Web.Features.Rollouts.Strategies;
using ControlPlane.Web.Tests.Components;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace ControlPlane.Web.Tests.Features.Rollouts;

public sealed class ShadowBoardTests : ComponentContext
{
    [Fact]
    public void Board_SeveralChallengers_StandByVerdictAndSayWhy()
    {
        var board = RenderBoard(Report("v2", 5_000, 4_400), Report("v3", 5_000, 4_995));

        Assert.Equal(["v3", "v2"], board.FindAll(".board strong").Select(s => s.TextContent));
        Assert.Contains("It answers otherwise: the same label for 88 % of 5,000 rows", board.Find(".board tbody tr:last-child").TextContent);
        Assert.Contains("a shadow cannot show", board.Find(".panel-foot").TextContent);
    }

    [Fact]
    public void Board_AddressOrdersAndChooses_FollowsIt()
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo("/rollouts/x?sort=dropped&shadow=v2");

        var board = RenderBoard(Report("v3", 5_000, 4_995, dropped: 900), Report("v2", 5_000, 4_400, dropped: 1));

        Assert.Equal(["v2", "v3"], board.FindAll(".board strong").Select(s => s.TextContent));
        Assert.StartsWith("v2 against v1", board.Find("#shadow-details-title").TextContent);
    }

    [Fact]
    public void Board_Challenger_LeadsToAPreparedPlan()
    {
        var board = RenderBoard(Report("v2", 5_000, 4_990));

        var addresses = board.FindAll(".board-act a").Select(a => a.GetAttribute("href")!).ToList();

        Assert.All(addresses, a => Assert.Contains("version=2", a));
        Assert.Contains("strategy=canary", addresses[0]);
        Assert.Contains("strategy=blue-green", addresses[1]);
    }

    [Fact]
    public void Board_NothingKnown_ShowsDashesWithReasonsNotZeros()
    {
        var board = RenderBoard(new ShadowReport("v2", VariantEvidence.None, VariantEvidence.None, PairedLabels.None, ShadowLimits.Default));

        Assert.Equal(5, board.FindAll(".board .hint[aria-label^=Unknown]").Count);
        Assert.Contains("Not estimable", board.Markup);
    }

    [Fact]
    public void Board_KeptRequests_OpenBothAnswersWithTheTruth()
    {
        var shown = ShownOf(ARow() with { Segments = ["region=au"] });

        Assert.Contains("cat (0.61)", shown);
        Assert.Contains("disagreed · region=au · ", shown);
        Assert.Contains("truly koala", shown);
        Assert.Contains("[0.61,0.39]", shown);
        Assert.Contains("not recorded, or removed", shown);
    }

    [Fact]
    public void Board_KeptRequestWithoutASegment_LeavesNoGap() => Assert.DoesNotContain("·  ·", ShownOf(ARow()));

    [Fact]
    public void Board_NoShadow_SaysSo() => Assert.Contains("No version receives copies", RenderBoard().Markup);

    private string ShownOf(ShadowSampleRow row)
    {
        Services.AddSingleton(new RolloutActions(null!, null!, null!, null!, null!, null!));
        return RenderBoard(new Dictionary<string, ShadowSingles> { ["v2"] = new(PairedLabels.None, [row]) }, Report("v2", 5_000, 4_400)).Find(".differences li").TextContent;
    }

    private static ShadowSampleRow ARow() => new()
    {
        RequestId = "r1",
        AnsweredAt = DateTimeOffset.UnixEpoch,
        Segments = [],
        Outcome = ShadowOutcome.Disagreed,
        Champion = "v1",
        ChampionVersion = 1,
        ChampionLabel = "cat",
        ChampionNumber = 0.61,
        ShadowLabel = "koala",
        ShadowNumber = null,
        Deviation = 1.6,
        ChampionOutputs = "[0.61,0.39]",
        ShadowOutputs = null,
        Label = "koala",
    };

    private IRenderedComponent<ShadowBoard> RenderBoard(params ShadowReport[] reports) => RenderBoard(new Dictionary<string, ShadowSingles>(), reports);

    private IRenderedComponent<ShadowBoard> RenderBoard(IReadOnlyDictionary<string, ShadowSingles> singles, params ShadowReport[] reports) => Render<ShadowBoard>(p => p
        .Add(b => b.Facts, Features.Facts.Of("pets", ("v1", 10_000), ("v2", 0), ("v3", 0)))
        .Add(b => b.Singles, singles)
        .Add(b => b.Reports, reports));

    private static ShadowReport Report(string variant, long rows, long agreed, long dropped = 0) => new(
        variant,
        new VariantEvidence
        {
            Requests = rows,
            DroppedCopies = dropped,
            Comparison = new() { Pairs = rows, Labelled = rows, Agreed = agreed, Labels = [new LabelPair("cat", "cat", agreed), new LabelPair("cat", "koala", rows - agreed)] },
        },
        new VariantEvidence { Requests = rows },
        PairedLabels.None,
        ShadowLimits.Default);
}
