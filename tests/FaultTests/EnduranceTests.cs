using ControlPlane.AgentHost.Guards;
using ControlPlane.AgentHost.Tests.Fakes;
using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Routing;
using ControlPlane.FaultTests.Simulation;

namespace ControlPlane.FaultTests;

/// <summary>Faults of an agent's disk and of long absences.</summary>
public sealed class EnduranceTests
{
    private const string PointsVariable = "FAULT_KILL_POINTS";
    private const int UsualPoints = 500;
    private const long WeekOnDisk = 64L << 20;

    private static readonly TimeSpan OnePoll = TimeSpan.FromSeconds(36.1);
    private static readonly DiskFault[] Deaths = [DiskFault.ProcessDies, DiskFault.ProcessDiesInTheMiddle];

    [Fact]
    [Trait("Fault", "F01")]
    [Trait("Fault", "F02")]
    [Trait("Promise", "P9")]
    [Trait("Category", "Slow")]
    public void Death_AtAnyChangeOfTheDisk_LeavesAnAgentThatStartsByAWholeTable()
    {
        var points = int.TryParse(Environment.GetEnvironmentVariable(PointsVariable), out var asked) ? asked : UsualPoints;

        Parallel.For(0, points, point => SimulatedInstallation.Play(point, agents: 1, replicas: 1, world =>
        {
            var agent = world.Agents[0];
            world.Split(2, 1_000);
            Assert.NotNull(world.Until(world.IsAcknowledged, OnePoll));
            agent.Disk.Fault = (agent.Disk.Changes + 1 + world.Next(25), Deaths[point % 2]);
            world.Split(2 + world.Next(2), 2_000, OfferUrgency.Urgent);
            world.Split(4, 3_000, OfferUrgency.Urgent);
            world.Advance(TimeSpan.FromSeconds(world.Next(20)));
            agent.Disk.Fault = null;
            if (agent.Process is not null && point % 3 == 0)
                agent.CutPower();
            if (agent.Process is null)
                agent.Start();

            Assert.True(agent.Process!.Store.Load().Accepted is not null && agent.Process.Store.Load().Damage.Count == 0, $"Point {point}: no whole table");
            Assert.NotNull(world.Until(() => agent.Process.Applier.State.IsReady, TimeSpan.FromSeconds(1)));
            Assert.NotNull(world.Until(world.IsConverged, OnePoll));
        }));
    }

    [Fact]
    [Trait("Fault", "F11")]
    public void Sync_ThatFails_EndsTheProcessBeforeAnythingIsAcknowledged() => Play(world =>
    {
        var agent = world.Agents[0];
        var told = agent.Acknowledged;
        agent.Disk.Fault = (agent.Disk.Changes + 1, DiskFault.SyncFails);

        world.Split(2, 3_000, OfferUrgency.Urgent);
        world.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(1, agent.TimesGivenUp);
        Assert.Equal(told, agent.Acknowledged);
        agent.Disk.Fault = null;
        agent.Start();
        Assert.NotNull(world.Until(world.IsConverged, OnePoll));
    });

    [Fact]
    [Trait("Fault", "F10")]
    public void Disk_ReadOnly_ServesOnAndTakesNothingNewUntilItIsWritable() => Play(world =>
    {
        var agent = world.Agents[0];
        var before = agent.Process!.Applier.State.Position;
        agent.Disk.Fault = (agent.Disk.Changes + 1, DiskFault.IsReadOnly);

        world.Split(2, 3_000);
        world.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(before, agent.Process.Applier.State.Position);
        Assert.Equal(RefusalCodes.Internal, world.Database.Agents[agent.Name].LastRefusal?.Code);
        agent.Disk.Fault = null;
        Assert.NotNull(world.Until(world.IsConverged, TimeSpan.FromSeconds(61)));
    });

    [Theory]
    [InlineData("current")]
    [InlineData("previous")]
    [Trait("Fault", "F03")]
    public void TableFile_CutOrChanged_IsNeverAGuessAndComesRight(string name) => Play(world =>
    {
        var agent = world.Agents[0];
        world.Split(2, 3_000, OfferUrgency.Urgent);
        world.Advance(TimeSpan.FromSeconds(3));
        for (var round = 0; round < 40; round++)
        {
            world.Split(2, 3_001 + round, OfferUrgency.Urgent);
            Assert.NotNull(world.Until(world.IsConverged, OnePoll));
            agent.Kill();
            var path = $"/data/tables/{name}";
            var file = agent.Disk[path];
            file[world.Next(file.Length)] ^= (byte)(1 << world.Next(8));
            agent.Disk[path] = round % 2 == 0 ? file : file[..(1 + world.Next(file.Length - 1))];
            agent.Reached = default;

            agent.Start();

            Assert.NotNull(world.Until(world.IsConverged, OnePoll));
        }
    });

    [Fact]
    [Trait("Fault", "F33")]
    public void Disk_OfAnEarlierDayPutBack_IsOfferedTheNewestAndTakesNothingBack() => Play(world =>
    {
        var agent = world.Agents[0];
        var old = agent.Disk.AfterKill();
        world.Split(2, 3_000);
        Assert.NotNull(world.Until(world.IsAcknowledged, OnePoll));
        var told = agent.Acknowledged;

        agent.PutBack(old);
        agent.Start();
        world.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal(told, agent.Acknowledged);
        Assert.NotNull(world.Until(world.IsConverged, TimeSpan.FromSeconds(2)));
    });

    [Fact]
    [Trait("Fault", "F55")]
    public void Clock_SetBackByAnHourWhileCountsWait_TheyComeWithinMinutes() => Play(world =>
    {
        var agent = world.Agents[0];
        agent.Line.IsCut = true;
        agent.Line.CutSession();
        world.Advance(TimeSpan.FromSeconds(30));
        agent.Clock.Ahead = TimeSpan.FromHours(-1);
        world.Advance(TimeSpan.FromSeconds(1));

        agent.Line.Heal();

        Assert.NotNull(world.Until(() => world.Database.Series.Requests >= agent.CountedAtLeast, TimeSpan.FromMinutes(2)));
    });

    [Fact]
    [Trait("Fault", "F38")]
    [Trait("Fault", "F44")]
    [Trait("Promise", "P1")]
    [Trait("Promise", "P5")]
    [Trait("Promise", "P11")]
    [Trait("Category", "Slow")]
    public void Week_WithoutAControlPlane_AnswersEveryRequestAndCountsItInTheEnd() => SimulatedInstallation.Play(
        seed: 38,
        agents: 1,
        replicas: 1,
        world =>
        {
            var agent = world.Agents[0];
            world.Split(2, 5_000);
            Assert.NotNull(world.Until(world.IsAcknowledged, OnePoll));
            world.Kill(world.Replicas[0]);
            world.Advance(ChallengerLease.Length + TimeSpan.FromSeconds(30));
            Assert.True(agent.Process!.Lease.IsExpired);

            for (var day = 1; day <= 7; day++)
            {
                world.Advance(TimeSpan.FromDays(1) - (day == 1 ? ChallengerLease.Length : TimeSpan.Zero));
                if (day is 2 or 5)
                {
                    agent.Kill();
                    agent.Start();
                }
            }

            Assert.InRange(agent.Disk.Paths.Sum(p => agent.Disk.LengthOf(p)!.Value), 1, WeekOnDisk);
            world.RestartReplicas();
            Assert.NotNull(world.Until(() => world.Database.Series.Requests >= agent.CountedAtLeast, TimeSpan.FromMinutes(5)));
            Assert.InRange(world.Database.Series.Requests, agent.CountedAtLeast, agent.CountedAtMost);
            Assert.Equal(0, world.Database.Series.Dropped);
            Assert.False(agent.Process!.Lease.IsExpired);
        },
        tick: TimeSpan.FromSeconds(30));

    private static void Play(Action<SimulatedInstallation> life) => SimulatedInstallation.Play(seed: 1, agents: 1, replicas: 1, world =>
    {
        world.Split(2, 1_000);
        Assert.NotNull(world.Until(world.IsAcknowledged, OnePoll));
        life(world);
    });
}
