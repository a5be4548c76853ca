using ControlPlane.AgentHost.Connection;

namespace ControlPlane.AgentHost.Tests.Connection;

public sealed class BackoffPolicyTests
{
    [Fact]
    public void BoundOf_EachAttempt_DoublesUpToTheLongest()
    {
        var policy = new BackoffPolicy(TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(30), () => 0);

        Assert.Equal([0.5, 1, 2, 4, 8, 16, 30, 30], Enumerable.Range(0, 8).Select(a => policy.BoundOf(a).TotalSeconds));
        Assert.Equal(30, policy.BoundOf(int.MaxValue).TotalSeconds);
    }

    [Fact]
    [Trait("Fault", "F30")]
    public void DelayOf_AnyChance_StaysBetweenZeroAndTheBound()
    {
        var random = new Random(3);
        var policy = new BackoffPolicy(TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(30), random.NextDouble);

        var delays = Enumerable.Range(0, 1_000).Select(_ => policy.DelayOf(4).TotalSeconds).ToList();

        Assert.All(delays, d => Assert.InRange(d, 0, 8));
        Assert.InRange(delays.Average(), 3.6, 4.4);
    }
}
