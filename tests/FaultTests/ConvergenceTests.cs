using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Routing;
using ControlPlane.Domain.Agents;
using ControlPlane.Domain.Tests.Building;
using ControlPlane.FaultTests.Simulation;

namespace ControlPlane.FaultTests;

/// <summary>Single faults of the network and of control planes, each with the time in which it must come right.</summary>
public sealed class ConvergenceTests
{
    private static readonly TimeSpan OnePoll = TimeSpan.FromSeconds(36.1);
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(2);

    [Fact]
    [Trait("Fault", "F19")]
    public void Commits_FiveHundredInASecond_AreFewOffersAndEndOnTheLast() => Play(world =>
    {
        var before = world.Agents[0].Line.Offers;
        for (var commit = 0; commit < 500; commit++)
        {
            world.Split(2, 1 + commit);
            world.Advance(TimeSpan.FromMilliseconds(2));
        }

        Assert.NotNull(world.Until(world.IsConverged, Soon));
        Assert.InRange(world.Agents[0].Line.Offers - before, 1, 30);
    });

    [Fact]
    [Trait("Fault", "F20")]
    public void Rollback_WhileAFileDoesNotCome_IsInForceAtOnce() => Play(world =>
    {
        world.Files.Disturb = (_, _) => null;
        world.Split(3, 5_000);
        world.Advance(TimeSpan.FromSeconds(5));
        Assert.False(world.IsConverged());

        world.Decide(e => e.RollBack(world.Time.GetUtcNow()), OfferUrgency.Urgent);

        Assert.NotNull(world.Until(world.IsConverged, Soon));
    });

    [Fact]
    [Trait("Fault", "F23")]
    public void Loading_ThatHangsForEver_IsGivenUpAfterFiveMinutesAndServingGoesOn() => Play(world =>
    {
        world.VersionThatHangs = 3;
        world.Split(3, 5_000);
        world.Advance(TimeSpan.FromMinutes(4.9));
        Assert.Equal([PreparationState.Loading], StatesOf(world, 3));

        world.Advance(TimeSpan.FromSeconds(15));

        Assert.Equal([PreparationState.Refused], StatesOf(world, 3));
        world.VersionThatHangs = null;
        Assert.NotNull(world.Until(() => StatesOf(world, 3) is [PreparationState.Ready], TimeSpan.FromMinutes(6)));
    });

    [Fact]
    [Trait("Fault", "F31")]
    [Trait("Promise", "P4")]
    public void Push_DeadWithoutAWord_CostsOnePollAtMost()
    {
        for (var seed = 0; seed < 50; seed++)
        {
            Play(world =>
            {
                foreach (var agent in world.Agents)
                {
                    agent.Line.LosesHub = true;
                    agent.Line.CutSession();
                }

                world.Advance(TimeSpan.FromSeconds(world.Next(40)));
                world.Split(2, 2_000);

                Assert.NotNull(world.Until(world.IsConverged, OnePoll));
            }, seed);
        }
    }

    [Fact]
    [Trait("Fault", "F31")]
    public void Push_DeadOnALivingConnection_IsMadeUpForByTheNextHeartbeat() => Play(world =>
    {
        foreach (var agent in world.Agents)
            agent.Line.LosesOffers = true;

        world.Split(2, 2_000);

        Assert.NotNull(world.Until(world.IsConverged, TimeSpan.FromSeconds(6)));
    });

    [Fact]
    [Trait("Fault", "F32")]
    public void Polls_Dead_PushesArriveAllTheSame() => Play(world =>
    {
        foreach (var agent in world.Agents)
            agent.Line.LosesPolls = true;
        world.Advance(TimeSpan.FromMinutes(2));

        world.Split(2, 2_000);

        Assert.NotNull(world.Until(world.IsConverged, Soon));
    });

    [Fact]
    [Trait("Fault", "F36")]
    public void Answers_ThatNoLongerArrive_EndTheConnectionAndAreLostForTheControlPlane() => Play(world =>
    {
        var agent = world.Agents[0];
        agent.Line.IsDeafDown = true;

        // One heartbeat's time until it asks, and the time it waits for the answer.
        Assert.NotNull(world.Until(() => agent.Line.Session is null, TimeSpan.FromSeconds(20.1)));
        world.Advance(AgentHealthRule.LostAfter);
        Assert.Equal([agent.Name], world.Replicas[0].Presence.TakeLost());
        agent.Line.Heal();
        Assert.NotNull(world.Until(() => agent.Line.Session is not null, TimeSpan.FromSeconds(31)));
    });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Fault", "F14")]
    public void Kill_RightBehindTheCommit_IsPublishedByTheNextStartExactlyOnce(bool isUrgent) => Play(world =>
    {
        world.Decide(
            e => _ = e.Put(EndpointBuilder.ADraft(stable: 2), EndpointBuilder.Versions, world.Time.GetUtcNow()).Value,
            isUrgent ? OfferUrgency.Urgent : OfferUrgency.Routine,
            diesBeforeThePush: true);
        world.Advance(TimeSpan.FromMinutes(1));
        Assert.False(world.IsConverged());
        var committed = world.Database.Position;

        world.RestartReplicas();

        Assert.NotNull(world.Until(world.IsConverged, OnePoll));
        Assert.Equal(committed, world.Database.Position);
    });

    [Fact]
    [Trait("Fault", "F56")]
    public void Clock_OfTheControlPlaneJumpsBack_PositionsStillGrow() => Play(world =>
    {
        var before = world.Database.Position;
        world.Replicas[0].Clock.Ahead = TimeSpan.FromMinutes(-5);

        world.Split(2, 2_000);

        Assert.True(world.Database.Position > before);
        Assert.NotNull(world.Until(world.IsConverged, Soon));
        world.Advance(TimeSpan.FromMinutes(1));
        Assert.Same(world.Replicas[0], world.Leader);
    });

    [Fact]
    [Trait("Fault", "F85")]
    public void Table_SignedByAStranger_IsRefusedUntilItIsSignedByTheInstallation() => Play(world =>
    {
        var before = world.Database.Position;
        world.Replicas[0].Signer.IsStranger = true;

        world.Split(2, 2_000, OfferUrgency.Urgent);
        world.Advance(TimeSpan.FromMinutes(1));

        Assert.All(world.Agents, a => Assert.Equal(before, a.Process!.Applier.State.Position));
        Assert.All(world.Database.Agents.Values, a => Assert.Equal(RefusalCodes.BadSignature, a.LastRefusal?.Code));
        world.Replicas[0].Signer.IsStranger = false;
        world.Replicas[0].Tables.SignAgain();
        Assert.NotNull(world.Until(world.IsConverged, OnePoll));
    });

    [Fact]
    [Trait("Fault", "F60")]
    public void Leader_FrozenInTheMiddleOfADecision_IsRefusedWhenItWakes() => Play(
        world =>
        {
            var late = world.Leader!;
            var fence = late.Fence!.Value;
            late.IsFrozen = true;
            foreach (var agent in world.Agents)
                agent.Line.CutSession();
            Assert.NotNull(world.Until(() => world.Leader is not null, TimeSpan.FromSeconds(25)));
            world.Split(2, 3_000);
            var decided = world.Database.Position;

            late.IsFrozen = false;
            late.Decide(fence, OfferUrgency.Urgent, e => e.RollBack(world.Time.GetUtcNow()));

            Assert.Equal(1, world.Database.Refused);
            Assert.Equal(decided, world.Database.Position);
            Assert.NotNull(world.Until(world.IsConverged, OnePoll));
            Assert.Equal(2, world.Agents[0].Process!.Applier.State.Position.Epoch);
        },
        replicas: 2);

    private static void Play(Action<SimulatedInstallation> life, int seed = 1, int replicas = 1) => SimulatedInstallation.Play(seed, agents: 2, replicas, world =>
    {
        world.Split(2, 1_000);
        Assert.NotNull(world.Until(world.IsConverged, OnePoll));
        life(world);
    });

    private static List<PreparationState> StatesOf(SimulatedInstallation world, int version) =>
        [.. world.Agents.SelectMany(a => a.Process!.Board.Statuses()).Where(s => s.Version.Version == version).Select(s => s.State).Distinct()];
}
