namespace ControlPlane.Domain.Tests.Replicas;

public sealed class SplitBrainTests
{
    private const int Wanted = 10_000;

    [Fact]
    [Trait("Fault", "F60")]
    [Trait("Promise", "P7")]
    public void Fence_TenThousandSplitBrains_LeaveNoDecisionTwiceAndNoneOfAnEndedTerm()
    {
        var world = SimulatedReplicas.RunUntil(Wanted, seed: 20_261_126, isFenced: true);

        Assert.True(world.SplitBrains >= Wanted);
        Assert.True(world.Refused > 0);
        Assert.True(world.Decisions > Wanted, $"only {world.Decisions} decisions");
        Assert.Equal(0, world.Conflicts);
    }

    [Fact]
    [Trait("Fault", "F60")]
    [Trait("Promise", "P7")]
    public void WithoutFence_SplitBrains_DecideTheSameTwice()
    {
        // The negative control: the simulation does see what the fence prevents.
        var world = SimulatedReplicas.RunUntil(100, seed: 20_261_126, isFenced: false);

        Assert.True(world.Conflicts > 50, $"{world.Conflicts} conflicts");
    }
}
