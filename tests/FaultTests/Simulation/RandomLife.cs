using ControlPlane.AgentHost.Tests.Fakes;
using ControlPlane.Contracts.Agents;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Domain.Tests.Building;

namespace ControlPlane.FaultTests.Simulation;

/// <summary>
/// A life in which anything may break at any moment, and people go on changing the split. In the end everything is made whole,
/// and then it must all come right: one table everywhere, told to the control plane, and every request counted.
/// </summary>
internal sealed class RandomLife(SimulatedInstallation world)
{
    /// <summary>Longest from the end of all faults to the newest table: a poll, and before it a wait for a file that failed again and again.</summary>
    public static readonly TimeSpan Recovery = TimeSpan.FromSeconds(36 + 31);

    private const int Steps = 30;

    private static readonly TimeSpan Told = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Delivered = TimeSpan.FromMinutes(3);

    private long Counted => world.Database.Series.Requests + world.Database.Series.Dropped;

    /// <summary>Plays it.</summary>
    public void Play()
    {
        world.Split(2, 1_000);
        for (var step = 0; step < Steps; step++)
        {
            BreakOrChange();
            world.Advance(TimeSpan.FromMilliseconds(world.Next(4_000)));
        }

        ComeRight();
    }

    private void ComeRight()
    {
        world.Heal();
        Demand(world.Until(world.IsConverged, Recovery), "the newest table is not in force everywhere");
        Demand(world.Until(world.IsAcknowledged, Told), "the control plane was not told");
        Demand(world.Until(() => Counted >= world.Agents.Sum(a => a.CountedAtLeast), Delivered), "not every request is counted");

        // Whatever is still under way may add nothing.
        world.Advance(TimeSpan.FromSeconds(2));
        var (least, most) = (world.Agents.Sum(a => a.CountedAtLeast), world.Agents.Sum(a => a.CountedAtMost));
        if (Counted > most)
            world.Violated($"{Counted} requests are counted, not {least} to {most}");
    }

    private void Demand(TimeSpan? took, string otherwise)
    {
        if (took is null)
            world.Violated($"{otherwise}: {string.Join("; ", world.Agents.Select(a => $"{a.Name} {a.Process?.Applier.State.Position}, told {a.Acknowledged}"))}, wanted {world.Database.Position}");
    }

    private void BreakOrChange()
    {
        var agent = world.Agents[world.Next(world.Agents.Count)];
        switch (world.Next(16))
        {
            case < 4:
                Change();
                break;
            case 4:
                BreakLine(agent);
                break;
            case 5:
                agent.Line.Heal();
                break;
            case 6:
                agent.Line.CutSession();
                break;
            case 7 when agent.Process is not null:
                BreakDisk(agent);
                break;
            case 8 when agent.Process is not null:
                agent.Kill();
                break;
            case 9 or 10 or 11 when agent.Process is null:
                agent.Disk.Fault = null;
                agent.Start();
                break;
            case 12:
                agent.Disk.Fault = null;
                break;
            case 13:
                world.Files.Disturb = Disturbance();
                break;
            case 14:
                BreakControlPlane();
                break;
            case 15:
                agent.Clock.Ahead += TimeSpan.FromSeconds(world.Next(7_200) - 3_600);
                break;
        }
    }

    private void Change()
    {
        var urgency = world.Next(3) == 0 ? OfferUrgency.Urgent : OfferUrgency.Routine;
        var version = 1 + world.Next(4);
        switch (world.Next(4))
        {
            case 0:
                world.Decide(e => e.RollBack(world.Time.GetUtcNow()), OfferUrgency.Urgent);
                break;
            case 1:
                world.Decide(e => _ = e.Put(EndpointBuilder.ADraft(stable: version), EndpointBuilder.Versions, world.Time.GetUtcNow()).Value, urgency);
                break;
            default:
                world.Decide(e => SplitWith(e, version), urgency, diesBeforeThePush: world.Next(8) == 0);
                break;
        }
    }

    private void SplitWith(InferenceEndpoint endpoint, int version)
    {
        var share = 1 + world.Next(TrafficWeight.Whole - 1);
        if (version != endpoint.StableVersion)
            endpoint.Split((endpoint.StableVersion, TrafficWeight.Whole - share), (version, share));
    }

    private void BreakLine(SimulatedAgent agent)
    {
        var line = agent.Line;
        Action[] faults =
        [
            () => line.IsCut = true, () => line.IsDeafUp = true, () => line.IsDeafDown = true, () => line.LosesOffers = true,
            () => line.LosesPolls = true, () => line.LosesHub = true, () => line.Shuffles = true,
        ];
        faults[world.Next(faults.Length)]();
        if (line.IsCut || line.LosesHub)
            line.CutSession();
    }

    private void BreakDisk(SimulatedAgent agent) =>
        agent.Disk.Fault = (agent.Disk.Changes + 1 + world.Next(12), Enum.GetValues<DiskFault>()[world.Next(Enum.GetValues<DiskFault>().Length)]);

    private Func<int, Stream, Stream?> Disturbance() => world.Next(3) switch
    {
        0 => (_, _) => null,
        1 => (_, _) => new MemoryStream(new byte[3_001]),
        _ => (_, stream) => stream,
    };

    private void BreakControlPlane()
    {
        var replica = world.Replicas[world.Next(world.Replicas.Count)];
        if (replica.IsDead)
            world.RestartReplicas();
        else
            world.Kill(replica);
    }
}
