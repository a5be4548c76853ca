using ControlPlane.FaultTests.Simulation;

namespace ControlPlane.FaultTests;

/// <summary>
/// Whole lives under chance. <c>FAULT_LIVES=100000 dotnet test tests/FaultTests</c> plays more; the seed of a life that fails is in its message,
/// and what it found becomes a test with a name.
/// </summary>
public sealed class SimulationTests
{
    private const string LivesVariable = "FAULT_LIVES";
    private const int UsualLives = 500;

    [Fact]
    [Trait("Fault", "F05")]
    [Trait("Fault", "F06")]
    [Trait("Fault", "F14")]
    [Trait("Fault", "F15")]
    [Trait("Fault", "F28")]
    [Trait("Fault", "F29")]
    [Trait("Fault", "F40")]
    [Trait("Promise", "P4")]
    [Trait("Promise", "P5")]
    [Trait("Promise", "P9")]
    [Trait("Category", "Slow")]
    public void Lives_InWhichAnythingBreaks_KeepEveryInvariantAndComeRight()
    {
        var lives = int.TryParse(Environment.GetEnvironmentVariable(LivesVariable), out var asked) ? asked : UsualLives;

        Parallel.For(0, lives, seed => Play(seed));
    }

    [Fact]
    public void Life_PlayedTwice_IsTheSame()
    {
        var (first, second) = (Story(7), Story(7));

        Assert.Equal(first, second);
        Assert.NotEqual(first, Story(8));
    }

    [Fact]
    public void Invariants_TableThatNobodyCommitted_IsNoticed() => Assert.Throws<InvalidOperationException>(() => SimulatedInstallation.Play(1, agents: 1, replicas: 1, world =>
    {
        world.Split(2, 1_000);
        world.Database.Committed[world.Database.Position] = "another";
        world.Until(world.IsConverged, TimeSpan.FromSeconds(40));
    }));

    [Fact]
    public void Invariants_AgentThatGoesBack_IsNoticed() => Assert.Throws<InvalidOperationException>(() => SimulatedInstallation.Play(1, agents: 1, replicas: 1, world =>
    {
        var agent = world.Agents[0];
        world.Split(2, 1_000);
        world.Until(world.IsConverged, TimeSpan.FromSeconds(40));
        var old = agent.Disk.AfterKill();
        world.Split(2, 2_000);
        world.Until(world.IsConverged, TimeSpan.FromSeconds(40));
        var reached = agent.Reached;
        agent.PutBack(old);
        agent.Reached = reached;
        agent.Start();
        world.Advance(TimeSpan.FromSeconds(1));
    }));

    private static void Play(int seed)
    {
        try
        {
            SimulatedInstallation.Play(seed, agents: 2, replicas: 1 + (seed % 2), world => new RandomLife(world).Play());
        }
        catch (Exception e) when (e is InvalidOperationException or TimeoutException)
        {
            throw new InvalidOperationException($"Seed {seed}: {e.Message}", e);
        }
    }

    private static (long Requests, long Counted, long Revision, int Changes) Story(int seed)
    {
        (long, long, long, int) story = default;
        SimulatedInstallation.Play(seed, agents: 2, replicas: 1, world =>
        {
            new RandomLife(world).Play();
            story = (world.Requests, world.Database.Series.Requests, world.Database.Position.Revision, world.Agents.Sum(a => a.Disk.Changes));
        });
        return story;
    }
}
