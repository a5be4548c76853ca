using System.Runtime.CompilerServices;
using System.Threading.Channels;
using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Contracts.Telemetry;
using ControlPlane.Data;
using ControlPlane.Data.Replicas;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Domain.Replicas;
using ControlPlane.Web.Hosting;
using ControlPlane.Web.Realtime;
using ControlPlane.Web.Realtime.Replicas;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace ControlPlane.FaultTests.Simulation;

/// <summary>One process of a control plane over the shared database: its own reception, connections, publisher and lease. A restart is a new one.</summary>
internal sealed class SimulatedReplica : ILeadership, IDisposable
{
    private static readonly TimeSpan Term = TimeSpan.FromSeconds(15);

    private readonly SimulatedDatabase _database;
    private readonly TablePublisher _publisher;
    private readonly AgentReports _reports;
    private readonly LeaseWatch _watch = new();
    private LeaseFence? _fence;
    private long _renewedAt;

    public SimulatedReplica(string name, SimulatedDatabase database, SkewedClock clock, Func<double> chance)
    {
        Name = name;
        _database = database;
        Clock = clock;
        Tables = new PublishedTables(Signer);
        var options = Options.Create(new RealtimeOptions { Chance = chance });
        var bell = new ChangeBell(NullLogger<ChangeBell>.Instance);
        _reports = new AgentReports(null!, bell, NullLogger<AgentReports>.Instance);
        Presence = new AgentPresence(clock);
        _publisher = new TablePublisher(Tables, Connections, options, clock);
        Reception = new AgentReception(
            Connections,
            Tables,
            new ConvergenceTracker(Connections, new ElsewhereAgents(), bell, clock),
            Presence,
            _reports,
            new AuditWitnesses(null!, null!, bell, clock, NullLogger<AuditWitnesses>.Instance),
            new CloneWatch(null!, null!, bell, clock, NullLogger<CloneWatch>.Instance),
            new FleetWatch(null!, null!, null!, Tables, bell, clock, NullLogger<FleetWatch>.Instance),
            null!,
            this,
            bell,
            new IdSource(clock),
            options,
            clock,
            NullLogger<AgentReception>.Instance);

        // What a start does: whatever was committed is there to be fetched, told to anybody or not.
        if (database.Newest is { } newest)
            Tables.Put(newest);
    }

    public string Name { get; }

    public SkewedClock Clock { get; }

    public bool IsDead { get; set; }

    /// <summary>SIGSTOP: it does nothing, and believes that no time goes by.</summary>
    public bool IsFrozen { get; set; }

    public SimulatedSigner Signer { get; } = new();

    public PublishedTables Tables { get; }

    public AgentConnections Connections { get; } = new();

    public AgentPresence Presence { get; }

    public AgentReception Reception { get; }

    /// <inheritdoc />
    public LeaderStanding Standing => new(Name, _database.Lease.Holder, _database.Lease.Epoch, IsShared: false);

    /// <inheritdoc />
    public bool IsLeader => Fence is not null;

    /// <summary>What it decides under; null while it does not believe that it leads.</summary>
    public LeaseFence? Fence => _fence is { } fence && Clock.GetElapsedTime(_renewedAt) < Term ? fence : null;

    /// <inheritdoc />
    public ValueTask<Refusal?> CheckAsync(StateContext context, CancellationToken cancellationToken) => ValueTask.FromResult<Refusal?>(null);

    /// <summary>Killed: nothing that waited goes out any more.</summary>
    public void Dispose()
    {
        IsDead = true;
        _publisher.Dispose();
        _reports.Dispose();
    }

    /// <summary>Renews its lease or tries to take the other's.</summary>
    public void Contest()
    {
        var now = Clock.GetUtcNow();
        if (_fence is { } held && _database.Lease.Renew(held, Term, now) is null)
        {
            _renewedAt = Clock.GetTimestamp();
            return;
        }

        var taken = _database.Lease.Take(Name, _watch.See(_database.Lease, Clock.GetElapsedTime(0)), Term, now);
        _fence = taken.IsAccepted ? taken.Value : null;
        _renewedAt = Clock.GetTimestamp();
    }

    /// <summary>Takes in what other replicas committed, as each does every second.</summary>
    public void Refresh()
    {
        if (_database.Newest is { } newest && _database.Position > Tables.PositionOf(newest.Table.Pool))
            _publisher.Publish(newest, OfferUrgency.Urgent);
    }

    /// <summary>Welcomes an agent; one that comes from another replica may have what was committed there a moment ago, which is looked for first.</summary>
    public Task<WelcomeMessage> WelcomeAsync(AgentIdentity agent, string connectionId, IAgentTransport transport, HelloReport hello)
    {
        if (hello.Applied > Tables.PositionOf(agent.Pool))
            Refresh();
        return Reception.WelcomeAsync(agent, connectionId, transport, hello, CancellationToken.None);
    }

    /// <summary>Decides, commits and pushes.</summary>
    /// <param name="fence">What it read when it began, perhaps long ago.</param>
    /// <param name="urgency">How the table goes out.</param>
    /// <param name="verb">What is decided.</param>
    /// <param name="diesBeforeThePush">Whether it is killed right behind the commit.</param>
    public void Decide(LeaseFence fence, OfferUrgency urgency, Action<InferenceEndpoint> verb, bool diesBeforeThePush = false)
    {
        var table = _database.Commit(fence, verb);
        IsDead |= diesBeforeThePush;
        if (table is not null && !IsDead)
            _publisher.Publish(table, urgency);
    }

    /// <summary>Counts a batch; its receipt is the answer.</summary>
    public TelemetryReceipt Take(TelemetryBatch batch)
    {
        _database.Series.Commit(batch);
        return new TelemetryReceipt(batch.Sequence);
    }

    /// <summary>Writes what agents reported into their rows, in the order it came.</summary>
    public void WriteReports()
    {
        while (ReportsIn(_reports).Reader.TryRead(out var report))
        {
            if (_database.Agents.TryGetValue(report.Agent.Value, out var agent))
                report.Apply(agent);
        }
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_reports")]
    private static extern ref Channel<AgentReport> ReportsIn(AgentReports reports);
}
