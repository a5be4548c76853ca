using System.Diagnostics;
using ControlPlane.AgentHost.Serving;
using ControlPlane.AgentHost.Telemetry;
using ControlPlane.AgentHost.Tests.Fakes;
using ControlPlane.Contracts.Agents;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Domain.Tests.Building;
using ControlPlane.TestKit.Time;

namespace ControlPlane.FaultTests.Simulation;

/// <summary>
/// A control plane and its agents on one thread, one clock and one seed: the same seed is the same life for ever.
/// After everything that happens the invariants are looked at.
/// </summary>
internal sealed class SimulatedInstallation
{
    private static readonly TimeSpan Renewal = TimeSpan.FromSeconds(5);

    private readonly Random _random;
    private readonly Invariants _invariants;
    private readonly List<ITimer> _timers = [];
    private int _starts;

    private SimulatedInstallation(SimulatedThread thread, int seed, int agents, int replicas, TimeSpan tick)
    {
        Thread = thread;
        _random = new Random(seed);
        Chance = _random.NextDouble;
        Database = new SimulatedDatabase(Files);
        _invariants = new Invariants(this);
        for (var number = 0; number < replicas; number++)
            Replicas.Add(NewReplica());
        Replicas[0].Contest();
        Agents = [.. Enumerable.Range(1, agents).Select(n => new SimulatedAgent($"agent-{n}", this))];
        foreach (var agent in Agents)
        {
            Database.Agents.Add(agent.Name, AgentBuilder.AnAgent(agent.Name));
            agent.Start();
        }

        Every(tick, TickAgents);
        Every(tick, () => EachReplica(r => r.Refresh()));
        Every(tick > Renewal ? tick : Renewal, () => EachReplica(r => r.Contest()));
    }

    public SimulatedThread Thread { get; }

    public ManualTimeProvider Time { get; } = new();

    /// <summary>Model files, and what goes wrong with fetching them.</summary>
    public MemoryArtifacts Files { get; } = new();

    public SimulatedDatabase Database { get; }

    public List<SimulatedReplica> Replicas { get; } = [];

    public IReadOnlyList<SimulatedAgent> Agents { get; }

    /// <summary>From 0 to 1.</summary>
    public Func<double> Chance { get; }

    /// <summary>Longest that a message takes.</summary>
    public TimeSpan Latency { get; set; } = TimeSpan.FromMilliseconds(50);

    /// <summary>A version whose loading never ends; null when all load.</summary>
    public int? VersionThatHangs { get; set; }

    /// <summary>Requests asked, and every one was answered.</summary>
    public long Requests { get; private set; }

    /// <summary>The replica that believes that it leads; null while none does.</summary>
    public SimulatedReplica? Leader => Replicas.Find(r => r is { IsDead: false, IsFrozen: false, Fence: not null });

    /// <summary>Plays a life on a thread of its own making.</summary>
    /// <param name="seed">Chance.</param>
    /// <param name="agents">How many.</param>
    /// <param name="replicas">How many control planes.</param>
    /// <param name="life">What happens.</param>
    /// <param name="tick">How often agents are asked and count, and control planes look for news; null for every second.</param>
    public static void Play(int seed, int agents, int replicas, Action<SimulatedInstallation> life, TimeSpan? tick = null)
    {
        var thread = new SimulatedThread();
        thread.Run(() => new SimulatedInstallation(thread, seed, agents, replicas, tick ?? TimeSpan.FromSeconds(1)).PlayOn(life));
    }

    /// <summary>How long the next message takes.</summary>
    public TimeSpan NextDelay() => Latency * Chance();

    /// <summary>From 0 to less than the bound.</summary>
    public int Next(int bound) => _random.Next(bound);

    /// <summary>Something happened that must never happen.</summary>
    public void Violated(string what) => _invariants.Add(what);

    /// <summary>Lets time go by, one thing after the other.</summary>
    public void Advance(TimeSpan by)
    {
        var end = Time.GetUtcNow() + by;
        do
            Settle();
        while (Time.AdvanceToNext(end));
        Settle();
    }

    /// <summary>Lets time go by until something is true.</summary>
    /// <returns>How long it took; null when it was not true within the limit.</returns>
    public TimeSpan? Until(Func<bool> isTrue, TimeSpan limit)
    {
        var begin = Time.GetUtcNow();
        Settle();
        while (!isTrue())
        {
            if (!Time.AdvanceToNext(begin + limit))
                return null;
            Settle();
        }

        return Time.GetUtcNow() - begin;
    }

    /// <summary>Every agent serves wholly by the newest table.</summary>
    public bool IsConverged() =>
        Agents.All(a => a.Process?.Applier.State is { IsWhole: true } state && state.Position == Database.Position);

    /// <summary>The control plane was told so by every agent.</summary>
    public bool IsAcknowledged() => Agents.All(a => a.Acknowledged == Database.Position);

    /// <summary>The leader decides and pushes; nothing happens while there is none.</summary>
    public void Decide(Action<InferenceEndpoint> verb, OfferUrgency urgency = OfferUrgency.Routine, bool diesBeforeThePush = false)
    {
        if (Leader is not { } leader)
            return;
        leader.Decide(leader.Fence!.Value, urgency, verb, diesBeforeThePush);
        if (leader.IsDead)
            Kill(leader);
    }

    /// <summary>Gives a challenger a share; the stable version has the rest.</summary>
    public void Split(int challenger, int share, OfferUrgency urgency = OfferUrgency.Routine) => Decide(
        e => e.Split((e.StableVersion, 10_000 - share), (challenger, share)), urgency);

    /// <summary>SIGKILL to a control plane.</summary>
    public void Kill(SimulatedReplica replica)
    {
        replica.Dispose();
        foreach (var agent in Agents.Where(a => a.Line.Replica == replica))
            agent.Line.CutSession();
    }

    /// <summary>Ends every fault that lasts, and starts what is down.</summary>
    public void Heal()
    {
        Files.Disturb = (_, stream) => stream;
        VersionThatHangs = null;
        foreach (var replica in Replicas)
            replica.IsFrozen = false;
        RestartReplicas();
        foreach (var agent in Agents)
        {
            agent.Line.Heal();
            agent.Disk.Fault = null;
            if (agent.Process is null)
                agent.Start();
        }
    }

    /// <summary>Starts a new process in the place of each that was killed.</summary>
    public void RestartReplicas()
    {
        for (var i = 0; i < Replicas.Count; i++)
        {
            if (Replicas[i].IsDead)
                Replicas[i] = NewReplica();
        }
    }

    private void PlayOn(Action<SimulatedInstallation> life)
    {
        try
        {
            Advance(TimeSpan.Zero);
            life(this);
            _invariants.ThrowIfAny();
        }
        finally
        {
            foreach (var timer in _timers)
                timer.Dispose();
            foreach (var agent in Agents.Where(a => a.Process is not null))
                agent.Kill();
            foreach (var replica in Replicas)
                replica.Dispose();
            Thread.RunUntilIdle();

            // The applier's way of saying that a disk is unsafe, which would be this process's end.
            Environment.ExitCode = 0;
        }
    }

    private void Settle()
    {
        Thread.RunUntilIdle();
        EachReplica(r => r.WriteReports());
        foreach (var agent in Agents.Where(a => a.Process is not null && (a.IsKilledByDisk || a.Process.HasGivenUp)))
        {
            agent.TimesGivenUp += agent.Process!.HasGivenUp ? 1 : 0;
            agent.Kill();
        }

        _invariants.Check();
    }

    private void TickAgents()
    {
        foreach (var agent in Agents.Where(a => !a.IsDead))
        {
            Ask(agent, Next(6));
            try
            {
                agent.Process!.Tick();
            }
            catch (ProcessDiedException)
            {
                // As ordered; the next look takes it away.
            }
        }
    }

    private void Ask(SimulatedAgent agent, int requests)
    {
        foreach (var endpoint in agent.Process!.Holder.Current.Endpoints.Values)
        {
            for (var request = 0; request < requests; request++)
            {
                var routed = RoutedRequest.Of(endpoint, endpoint.Selector.Select([], Attributes.None, endpoint.NextOrdinal()));
                if (!routed.CanBeAnswered)
                    Violated($"{agent.Name} cannot answer a request of {endpoint.Routing.Name}");
                routed.Recorder?.Answered(Stopwatch.Frequency / 1_000, Prediction.None, ruleIndex: -1, Attributes.None);
                routed.Model?.Exit();
                Requests++;
            }
        }
    }

    private SimulatedReplica NewReplica() => new($"replica-{++_starts}", Database, new SkewedClock(Time), Chance);

    private void EachReplica(Action<SimulatedReplica> work)
    {
        foreach (var replica in Replicas.Where(r => r is { IsDead: false, IsFrozen: false }))
            work(replica);
    }

    private void Every(TimeSpan period, Action work) => _timers.Add(Time.CreateTimer(_ => work(), null, period, period));
}
