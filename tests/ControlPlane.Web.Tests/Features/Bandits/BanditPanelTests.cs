using Bunit;
using ControlPlane.Data.Rollouts;
using ControlPlane.Domain.Analysis.Templates;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Domain.Rollouts.Recipes;
using ControlPlane.Web.Components.Charts;
using ControlPlane.Web.Features.Bandits;
using ControlPlane.Web.Features.Endpoints;
using ControlPlane.Web.Features.Rollouts;
using ControlPlane.Web.Realtime;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ControlPlane.Web.Tests.Features.Bandits;

public sealed class BanditPanelTests : PageContext
{
    private ControlPlane.Domain.Agents.AgentId _agent;

    [Fact]
    public async Task Panel_NoRewardYet_SaysWhatItWaitsFor()
    {
        var panel = await RenderPanelAsync(await ABanditAsync());

        Assert.Contains("No reward counts yet: an answer waits 1 min for its reward.", panel.Markup);
        Assert.Contains("not estimable without a reward", panel.Find(".table").TextContent);
        Assert.Contains("100 of 100 rewards missing until the first move", panel.Markup);
        Assert.Contains("What learning costs is not estimable", panel.Markup);
    }

    [Fact]
    public async Task Panel_RewardsCame_ShowsBeliefsChancesFairMeansAndRegret()
    {
        var rollout = await ABanditAsync();
        await RewardedAsync(rollout.StratumRevision);

        var panel = await RenderPanelAsync(rollout);

        var answers = panel.FindAll(".answers dd").Select(d => d.TextContent).ToList();
        Assert.StartsWith("Yes. v2 is the best arm with probability", answers[0]);
        Assert.StartsWith("v2 earns 0.375 and v1 0.125 per answer: 0.25 more", answers[1]);
        Assert.Contains("with 95 % probability their means lie in 0.3", answers[2]);
        Assert.Contains("no segment was counted", answers[3]);
        Assert.Equal("2 min 30 s of moving weights, 320 rewards counted.", answers[4]);
        var rows = panel.FindAll("[aria-labelledby=bandit-title] tbody tr");
        Assert.Equal(2, rows.Count);
        Assert.Contains("160of 200", rows[1].TextContent, StringComparison.Ordinal);
        Assert.StartsWith("v2: mean reward 0.3", rows[1].QuerySelector(".reward-interval")!.GetAttribute("aria-label"), StringComparison.Ordinal);
        var earned = panel.Find("[aria-labelledby=bandit-earned]").TextContent;
        Assert.Contains("of reward so far on 320 rewards; an even split over the same answers would have cost", earned, StringComparison.Ordinal);
        Assert.Contains("A plain mean is too low on average here", earned, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Panel_AnswersInsideTheWindow_AreCountedAsPendingAndForNoArm()
    {
        var rollout = await ABanditAsync();
        Clock.Advance(TimeSpan.FromSeconds(20));
        await Seed.TrafficAsync(_agent, "pets", 2, 50, secondsAgo: 10, routeRevision: rollout.StratumRevision);
        await Seed.RewardsAsync("pets", 2, rollout.StratumRevision, 4, 6, secondsAgo: 10);

        var panel = await RenderPanelAsync(rollout);

        Assert.Contains("50 answers are younger than the attribution window of 1 min and count for no arm yet; 10 of them have their reward already.", panel.Markup);
        Assert.Contains("No reward counts yet", panel.Markup);
    }

    [Fact]
    public async Task Panel_RewardsComeAfterTheWindow_WarnsWithTheirShare()
    {
        var rollout = await ABanditAsync();
        await RewardedAsync(rollout.StratumRevision);

        var panel = await RenderPanelAsync(rollout);

        Assert.Contains("100 % of recent rewards came after the attribution window", panel.Find(".bandit-notice.is-warning").TextContent);
    }

    [Fact]
    public async Task Panel_WeightsMoved_DrawsThemFromTheHistoryWithATableTwin()
    {
        var rollout = await ABanditAsync();
        Clock.Advance(TimeSpan.FromSeconds(10));
        await MoveAsync(rollout.Id, 3_000, 7_000);

        var panel = await RenderPanelAsync(rollout);

        var chart = panel.FindComponent<MetricChart>().Instance.Picture;
        Assert.Equal("Weights over time", chart.Title);
        Assert.Equal([0.5, 0.7], chart.Series[1].Values.OfType<double>().Distinct());
        Assert.StartsWith("Weights over time over", panel.Find("[role=img][aria-label^=Weights]").GetAttribute("aria-label"));
        await panel.Find("[aria-label='Weights over time as a table']").ClickAsync(new());
        Assert.Contains("70.0 %", panel.Find("figure table").TextContent);
    }

    [Fact]
    public async Task Panel_Ended_ShowsTheWeightsItEndedWithAndItsOwnHistory()
    {
        var rollout = await AnEndedBanditAsync();

        var panel = await RenderPanelAsync(rollout);

        Assert.Equal(TrafficWeight.Whole, (await FactsAsync()).Champion.Weight);
        Assert.Contains("Weight at the end", panel.Find("[aria-labelledby=bandit-title] thead").TextContent);
        Assert.Equal(["30 %", "70 %"], panel.FindAll("[aria-labelledby=bandit-title] tbody td:nth-child(2)").Select(c => c.TextContent));
        Assert.Equal(["slot-0", "slot-1"], panel.FindAll("[aria-labelledby=bandit-title] tbody .swatch").Select(s => s.ClassList[^1]));
        var chart = panel.FindComponent<MetricChart>().Instance.Picture;
        Assert.Equal([0.5, 0.7], chart.Series[1].Values.OfType<double>().Distinct());
        Assert.Equal("slot-1", chart.Series[1].Colour);
    }

    [Fact]
    public async Task Panel_Ended_AsksUntilTheLastWindowIsOverAndThenNoMore()
    {
        var rollout = await AnEndedBanditAsync();

        var panel = await RenderPanelAsync(rollout);
        Assert.Equal(1, Bell.SubscriptionCount);

        Clock.Advance(TimeSpan.FromSeconds(90));
        panel.WaitForAssertion(() => Assert.Equal(0, Bell.SubscriptionCount));
        Assert.Equal(0, Clock.WaitingTimers);
    }

    [Fact]
    public async Task Freeze_WithAReason_IsShownRecordedAndLifted()
    {
        var rollout = await ABanditAsync();
        var panel = await RenderPanelAsync(rollout);

        await panel.Find("#reason-freeze-reason").InputAsync(new() { Value = "a sale" });
        await panel.FindAll("#reason-freeze .button-danger").Single().ClickAsync(new());

        panel.WaitForAssertion(() => Assert.Contains("Frozen by", panel.Find(".bandit-notice").TextContent));
        var history = await Services.GetRequiredService<RolloutQueries>().HistoryAsync(rollout.Id, 5, CancellationToken.None);
        Assert.Contains("froze the weights at v1 50 %, v2 50 %: a sale.", history[0].Sentence, StringComparison.Ordinal);

        await panel.FindAll("button").Single(b => b.TextContent.Trim() == "Unfreeze").ClickAsync(new());
        panel.WaitForAssertion(() => Assert.Empty(panel.FindAll(".bandit-notice")));
    }

    [Fact]
    public async Task Panel_TheStoreFails_SaysSoAndOffersToTryAgain()
    {
        var rollout = await ABanditAsync();
        var facts = await FactsAsync();
        await using (var context = await Services.GetRequiredService<IDbContextFactory<Data.StateContext>>().CreateDbContextAsync())
            await context.Database.ExecuteSqlRawAsync("ALTER TABLE rollouts RENAME TO elsewhere");

        var panel = Render<BanditPanel>(p => p.Add(b => b.Rollout, rollout).Add(b => b.Facts, facts));

        panel.WaitForAssertion(() => Assert.Contains("The control plane could not read this.", panel.Markup));
        Assert.NotEmpty(panel.FindAll("button"));
    }

    [Fact]
    public async Task Dispose_Panel_LeavesNoSubscription()
    {
        await RenderPanelAsync(await ABanditAsync());

        await DisposeComponentsAsync();

        Assert.Equal(0, Services.GetRequiredService<ChangeBell>().SubscriptionCount);
    }

    private async Task<IRenderedComponent<BanditPanel>> RenderPanelAsync(Rollout rollout)
    {
        var facts = await FactsAsync();
        var panel = Render<BanditPanel>(p => p.Add(b => b.Rollout, rollout).Add(b => b.Facts, facts));
        panel.WaitForElement("#bandit-title");
        return panel;
    }

    private async Task<EndpointFacts> FactsAsync() => (await Services.GetRequiredService<EndpointFactsQuery>().AskAsync("pets", CancellationToken.None))!;

    private async Task<Rollout> ABanditAsync()
    {
        await Seed.ModelAsync("pets", 2);
        await Seed.EndpointAsync("pets", "pets");
        _agent = await Seed.AgentAsync("agent-1");
        var outcome = await Services.GetRequiredService<StartRolloutCommand>().RunAsync(
            new StartRolloutRequest("pets", new RolloutDraft { Strategy = RolloutStrategy.Bandit, Versions = [2], Metric = MetricName.Reward }), Actors.ByApi, CancellationToken.None);
        await Seed.AdvanceAsync(outcome.Value.Rollout.Id);
        await Seed.AcknowledgeAsync(_agent);
        return (await Services.GetRequiredService<RolloutQueries>().FindAsync(outcome.Value.Rollout.Id, CancellationToken.None))!;
    }

    private async Task<Rollout> AnEndedBanditAsync()
    {
        var rollout = await ABanditAsync();
        Clock.Advance(TimeSpan.FromSeconds(10));
        await MoveAsync(rollout.Id, 3_000, 7_000);
        Clock.Advance(TimeSpan.FromSeconds(10));
        var aborted = await Services.GetRequiredService<RolloutVerbCommand>().RunAsync(
            new RolloutVerbRequest(rollout.Id, RolloutVerb.Abort, "enough", null), Actors.AtScreen, CancellationToken.None);
        Assert.True(aborted.IsAccepted, aborted.Refusal?.ToString());
        return (await Services.GetRequiredService<RolloutQueries>().FindAsync(rollout.Id, CancellationToken.None))!;
    }

    // Two minutes ago 200 answers of each arm, 160 of them with a reward, which come only now.
    private async Task RewardedAsync(long revision)
    {
        Clock.Advance(TimeSpan.FromSeconds(150));
        for (var version = 1; version <= 2; version++)
        {
            await Seed.TrafficAsync(_agent, "pets", version, 200, secondsAgo: 120, routeRevision: revision);
            await Seed.RewardsAsync("pets", version, revision, version == 2 ? 60 : 20, version == 2 ? 100 : 140, secondsAgo: 120);
        }
    }

    private async Task MoveAsync(string id, int stable, int challenger)
    {
        var outcome = await Services.GetRequiredService<RolloutChanges>().RunAsync(
            id,
            asked: null,
            Domain.Actors.Actor.Automatic,
            "",
            (_, _) => new RolloutDecision { Weights = [new(1, stable), new(2, challenger)], Sentence = "Weights follow rewards." },
            CancellationToken.None);
        Assert.True(outcome.IsAccepted, outcome.Refusal?.ToString());
    }
}
