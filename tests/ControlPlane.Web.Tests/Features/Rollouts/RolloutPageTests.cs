using Bunit;
using ControlPlane.Data.Rollouts;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Web.Features.Rollouts;
using ControlPlane.Web.Realtime;
using Microsoft.Extensions.DependencyInjection;

namespace ControlPlane.Web.Tests.Features.Rollouts;

public sealed class RolloutPageTests : PageContext
{
    [Fact]
    public void Page_NoSuchRollout_SaysSoAndLeadsToAll()
    {
        var page = Render<RolloutPage>(p => p.Add(r => r.Id, "ghost"));

        page.WaitForAssertion(() => Assert.Contains("There is no rollout 'ghost'.", page.Markup));
        Assert.Equal("/rollouts", page.Find(".empty a").GetAttribute("href"));
    }

    [Fact]
    public async Task Page_Preparing_SaysWhereItIsAndWhyItCannotBePromoted()
    {
        var page = RenderPage(await ACanaryAsync(steps: 0));

        Assert.Equal("Canary of v2 at pets", page.Find("h1").TextContent);
        Assert.Equal("Preparing", page.Find(".rollout-title .chip").TextContent.Trim());
        Assert.Equal("true", page.Find("[data-verb=promote]").GetAttribute("aria-disabled"));
        Assert.Contains("readiness cannot be skipped", page.Find("[data-verb=promote]").GetAttribute("aria-label"));
        Assert.Contains("fresh from training", page.Find("[aria-labelledby=history-title]").TextContent);
    }

    [Fact]
    public async Task Page_AtAShare_ShowsSplitStepsAndAgents()
    {
        var page = RenderPage(await ACanaryAsync(steps: 2));

        Assert.StartsWith("Step 3 of 13: Hold 5 min, 5 min left", page.Find(".rollout-progress").TextContent);
        Assert.Equal("step", page.FindAll(".step")[2].GetAttribute("aria-current"));
        Assert.NotNull(page.Find("input[type=range][aria-label='Share of v2']"));
        Assert.Contains("agent-1", page.Find(".agents").TextContent);
    }

    [Fact]
    public async Task Abort_OneClick_TakesItBackAndOffersUndo()
    {
        var id = await ACanaryAsync(steps: 2);
        var page = RenderPage(id);

        await page.Find("[data-verb=roll-back]").ClickAsync(new());

        page.WaitForAssertion(() => Assert.Equal("Rolling back", page.Find(".rollout-title .chip").TextContent.Trim()));
        Assert.StartsWith("Undo", page.Find(".controls [data-roll-back]").TextContent);
        Assert.Contains("The way back", page.Markup);

        await page.Find(".controls [data-roll-back]").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Equal("Paused", page.Find(".rollout-title .chip").TextContent.Trim()));
    }

    [Fact]
    public async Task Pause_Clicked_TurnsIntoResume()
    {
        var page = RenderPage(await ACanaryAsync(steps: 2));

        await page.FindAll(".controls > button").Single(b => b.TextContent.Trim() == "Pause").ClickAsync(new());

        page.WaitForAssertion(() => Assert.Contains(page.FindAll(".controls > button"), b => b.TextContent.Trim() == "Resume"));
    }

    [Fact]
    [Trait("Fault", "F69")]
    [Trait("Fault", "F74")]
    public async Task Promote_StepGoneOnMeanwhile_IsRefusedInWords()
    {
        var id = await ACanaryAsync(steps: 2);
        await Seed.AdvanceAsync(id);

        var outcome = await Services.GetRequiredService<RolloutActions>().AskAsync(id, RolloutVerb.Promote, seenStep: 2);

        Assert.Equal(RolloutRefusals.ChangedMeanwhile, outcome.Refusal?.Code);
    }

    [Fact]
    public async Task PromoteFully_WithoutReason_CannotBeConfirmed()
    {
        var page = RenderPage(await ACanaryAsync(steps: 2));
        var confirm = page.Find("#reason-promote-fully .button-danger");
        Assert.True(confirm.HasAttribute("disabled"));

        page.Find("#reason-promote-fully-reason").Input("hotfix");

        Assert.False(page.Find("#reason-promote-fully .button-danger").HasAttribute("disabled"));
        Assert.Contains("v2 goes from 5 % to 100 % of callers on 1 agent", page.Find("#reason-promote-fully p").TextContent);
    }

    [Fact]
    public async Task Split_SetByHand_PausesTheRollout()
    {
        var id = await ACanaryAsync(steps: 2);
        var page = RenderPage(id);
        await page.Find("button[aria-label='v2 to 25 per cent']").ClickAsync(new());

        await page.Find(".split button.button-primary").ClickAsync(new());

        page.WaitForAssertion(() => Assert.Equal("Paused", page.Find(".rollout-title .chip").TextContent.Trim()));
        var rollout = await Services.GetRequiredService<RolloutQueries>().FindAsync(id, CancellationToken.None);
        Assert.Equal(PauseCode.ManualWeights, Assert.Single(rollout!.Pauses).Code);
    }

    [Theory]
    [InlineData(RolloutStrategy.Shadow, "Shadows")]
    [InlineData(RolloutStrategy.Bandit, "Arms")]
    [InlineData(RolloutStrategy.FeatureFlag, "Rules, in order")]
    [InlineData(RolloutStrategy.AbTest, "Hypothesis.")]
    [InlineData(RolloutStrategy.BlueGreen, "x-preview: green")]
    [InlineData(RolloutStrategy.Rolling, "Batch 1")]
    [InlineData(RolloutStrategy.CanaryRolling, "Batch 1")]
    [InlineData(RolloutStrategy.Recreate, "the gap the recreate announced")]
    public async Task Page_Strategy_ShowsWhatOnlyItHas(RolloutStrategy strategy, string words)
    {
        var id = await ACanaryAsync(steps: strategy == RolloutStrategy.Recreate ? 0 : 1, strategy);

        var page = RenderPage(id);

        Assert.Contains(words, page.Markup);
    }

    [Fact]
    public async Task Dispose_Page_LeavesNoSubscriptionAndNoTimer()
    {
        var id = await ACanaryAsync(steps: 2);
        var before = Clock.WaitingTimers;
        RenderPage(id);

        await DisposeComponentsAsync();

        Assert.Equal(0, Services.GetRequiredService<ChangeBell>().SubscriptionCount);
        Assert.Equal(0, CircuitClock.ListenerCount);
        Assert.Equal(before, Clock.WaitingTimers);
    }

    private IRenderedComponent<RolloutPage> RenderPage(string id)
    {
        var page = Render<RolloutPage>(p => p.Add(r => r.Id, id));
        page.WaitForElement(".steps");
        return page;
    }

    private async Task<string> ACanaryAsync(int steps, RolloutStrategy strategy = RolloutStrategy.Canary)
    {
        await Seed.ModelAsync("pets", 3);
        await Seed.EndpointAsync("pets", "pets");
        var agent = await Seed.AgentAsync("agent-1");
        await Seed.TrafficAsync(agent, "pets", 1, 90);
        var rollout = await Seed.RolloutAsync("pets", strategy);
        for (var step = 0; step < steps; step++)
            await Seed.AdvanceAsync(rollout.Id);
        await Seed.AcknowledgeAsync(agent);
        return rollout.Id;
    }
}
