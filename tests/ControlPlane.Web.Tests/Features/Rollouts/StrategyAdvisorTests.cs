using ControlPlane.Domain.Rollouts;
using ControlPlane.Web.Features.Rollouts.Wizard;

namespace ControlPlane.Web.Tests.Features.Rollouts;

public sealed class StrategyAdvisorTests
{
    private static readonly StrategyNeeds Unasked = new(null, null, null, null);

    [Fact]
    public void Rank_NothingAnswered_KeepsTheOrderOfTheCards() =>
        Assert.Equal(StrategyCard.All.Select(c => c.Strategy), Order(Unasked));

    [Fact]
    public void Rank_GraveHarmAndDays_PutsShadowFirstAndRecreateLast()
    {
        var order = Order(Unasked with { Soon = Pace.Days, Harm = Harmfulness.Grave });

        Assert.Equal(RolloutStrategy.Shadow, order[0]);
        Assert.Equal(RolloutStrategy.Recreate, order[^1]);
    }

    [Fact]
    public void Rank_CostlyHarmInMinutes_PutsCanaryFirst() =>
        Assert.Equal(RolloutStrategy.Canary, Order(Unasked with { Soon = Pace.Minutes, Harm = Harmfulness.Costly })[0]);

    [Fact]
    public void Rank_NoRoom_PutsRecreateFirstWhenHarmIsSlight() =>
        Assert.Equal(RolloutStrategy.Recreate, Order(new StrategyNeeds(Pace.Minutes, Harmfulness.Slight, Repair.Easy, Duplicates.None))[0]);

    [Fact]
    public void Rank_Minutes_SaysOfAnAbTestThatItTakesDays()
    {
        var abTest = StrategyAdvisor.Rank(Unasked with { Soon = Pace.Minutes }).Single(r => r.Card.Strategy == RolloutStrategy.AbTest);

        Assert.Contains("takes days, you have minutes", abTest.Reasons);
        Assert.True(abTest.Score < 0);
    }

    [Fact]
    public void Rank_EveryCombination_HasEveryCardOnce()
    {
        foreach (var soon in Enum.GetValues<Pace>())
        {
            foreach (var harm in Enum.GetValues<Harmfulness>())
                Assert.Equal(Enum.GetValues<RolloutStrategy>().Order(), Order(new StrategyNeeds(soon, harm, Repair.Hard, Duplicates.Some)).Order());
        }
    }

    private static List<RolloutStrategy> Order(StrategyNeeds needs) => [.. StrategyAdvisor.Rank(needs).Select(r => r.Card.Strategy)];
}
