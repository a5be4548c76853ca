using System.Runtime.CompilerServices;
using ControlPlane.AgentHost.Artifacts;
using ControlPlane.AgentHost.Caching;
using ControlPlane.AgentHost.Connection;
using ControlPlane.AgentHost.Feedback;
using ControlPlane.AgentHost.Guards;
using ControlPlane.AgentHost.Hosting;
using ControlPlane.AgentHost.Inference;
using ControlPlane.AgentHost.Routing;
using ControlPlane.AgentHost.Telemetry;
using ControlPlane.AgentHost.Tests.Fakes;
using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Contracts.Routing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace ControlPlane.FaultTests.Simulation;

/// <summary>One life of an agent, composed of the classes of the program itself. What it does to the disk it does to the agent's.</summary>
internal sealed class SimulatedProcess : IHostApplicationLifetime, IDisposable
{
    private readonly SimulatedAgent _agent;
    private readonly SimulatedInstallation _world;
    private readonly CancellationTokenSource _stopping = new();
    private readonly TelemetryHarvester _harvester;
    private readonly TelemetryDelivery _delivery;
    private Task _delivering = Task.CompletedTask;
    private string _generation;
    private long _harvested;
    private bool _hasLostDisk;

    public SimulatedProcess(SimulatedAgent agent, SimulatedInstallation world, string bootId)
    {
        (_agent, _world, _generation) = (agent, world, bootId);
        var (disk, clock, line) = (agent.Disk, agent.Clock, agent.Line);
        var backoff = new BackoffPolicy(TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(30), world.Chance);
        var outbox = new ReportOutbox();
        var mailbox = new TableMailbox();
        var recorders = new RecorderRegistry(clock);
        Blobs = new BlobStore(disk, "/data");
        var fetcher = new ArtifactFetcher(world.Files, Blobs, disk, clock, backoff, NullLogger<ArtifactFetcher>.Instance);
        var preparer = new VersionPreparer(fetcher, Blobs, LoadAsync, clock, backoff, NullLogger<VersionPreparer>.Instance);
        Board = new PreparationBoard(preparer, TaskScheduler.FromCurrentSynchronizationContext());
        var trips = new TripRegister(new TripFile(disk, "/data"), outbox, NullLogger<TripRegister>.Instance);
        var identity = new AgentIdentity(MembershipOf(agent), "production", AgentKeyFile.LoadOrCreate(disk, "/data").Value);
        Store = new TableStore(disk, "/data", identity);
        Applier = new TableApplier(
            identity, Store, Board, Blobs, new ServingTableBuilder(recorders, trips, CachePolicy.None), Holder, trips, outbox, clock, NullLogger<TableApplier>.Instance);
        Contact = new ControlPlaneContact(clock);
        Lease = new ChallengerLease(Options(agent.Name), Holder, Contact, clock, NullLogger<ChallengerLease>.Instance);
        _harvester = new TelemetryHarvester(recorders, clock, bootId);
        var spool = new TelemetrySpool(disk, "/data", NullLogger<TelemetrySpool>.Instance);
        Ledger = new TelemetryLedger(spool, new TelemetryLimits(), clock, NullLogger<TelemetryLedger>.Instance);
        Ledger.Recover();
        _delivery = new TelemetryDelivery(Ledger, Contact, line, backoff, clock, NullLogger<TelemetryDelivery>.Instance);
        var poller = new TablePoller(line, Applier, mailbox, Contact, new RenewalSignal(), clock, world.Chance, NullLogger<TablePoller>.Instance);
        var connection = new ConnectionLoop(
            line, new SelfDescription(bootId, "1.0", "http://127.0.0.1:1"), Applier, Board, mailbox, outbox, trips, poller, Contact,
            new ControlPlaneTime(clock), new InFlightCounter(), Ledger, backoff, world.Chance, clock, NullLogger<ConnectionLoop>.Instance);
        var apply = new ApplyLoop(Applier, Board, mailbox, new RestoredSignal(), this, NullLogger<ApplyLoop>.Instance);
        _ = Run(apply, _stopping.Token);
        _ = Run(poller, _stopping.Token);
        _ = Run(connection, _stopping.Token);
    }

    public ServingTableHolder Holder { get; } = new();

    public TableApplier Applier { get; }

    public TableStore Store { get; }

    public BlobStore Blobs { get; }

    public PreparationBoard Board { get; }

    public ChallengerLease Lease { get; }

    public ControlPlaneContact Contact { get; }

    public TelemetryLedger Ledger { get; }

    /// <summary>Requests whose counts the disk did not take.</summary>
    public long OnlyInMemory { get; private set; }

    /// <summary>It has asked to be started anew, because its disk does not keep what is written.</summary>
    public bool HasGivenUp { get; private set; }

    /// <inheritdoc />
    public CancellationToken ApplicationStarted => CancellationToken.None;

    /// <inheritdoc />
    public CancellationToken ApplicationStopping => CancellationToken.None;

    /// <inheritdoc />
    public CancellationToken ApplicationStopped => CancellationToken.None;

    /// <inheritdoc />
    public void StopApplication() => HasGivenUp = true;

    /// <summary>Ends its loops; nothing that they still do reaches anybody.</summary>
    public void Dispose()
    {
        _stopping.Cancel();
        _stopping.Dispose();
    }

    /// <summary>What happens every second: counts go to the disk and on their way, the lease is looked at.</summary>
    public void Tick()
    {
        Lease.Check();
        var harvest = _harvester.Collect();
        var counted = harvest.Lifetime.Sum(l => l.Requests);
        if (harvest.BootId != _generation)
            (_generation, _harvested) = (harvest.BootId, 0);
        _agent.CountedAtMost += counted - _harvested;
        Ledger.Add(harvest);
        _agent.CountedAtLeast += counted - _harvested;

        // A spool that failed once is written on in memory; what is there dies with the process.
        _hasLostDisk |= _agent.Disk.Fault is { Fault: DiskFault.IsFull or DiskFault.IsReadOnly } fault && _agent.Disk.Changes >= fault.Change;
        OnlyInMemory += _hasLostDisk ? counted - _harvested : 0;
        _harvested = counted;
        if (_delivering.IsCompleted)
            _delivering = _delivery.DeliverAsync(_stopping.Token);
    }

    private Task<Outcome<LoadedModel>> LoadAsync(string path, PreparedVersion version, string? golden, CancellationToken cancellationToken)
    {
        if (_world.Database.DigestOf(version.Version) != version.Digest || !Blobs.Verify(version.Digest).IsAccepted)
            _world.Violated($"{_agent.Name} loads other bytes than those of version {version.Version}");
        return version.Version == _world.VersionThatHangs
            ? new TaskCompletionSource<Outcome<LoadedModel>>().Task
            : Task.FromResult<Outcome<LoadedModel>>(SimulatedModel.Load(version));
    }

    private static JoinResponse MembershipOf(SimulatedAgent agent) => new()
    {
        AgentId = agent.Name,
        ClusterId = "cluster-1",
        Credential = "secret",
        FeedbackKey = new byte[32],
        SigningKeys = SimulatedSigner.Public,
    };

    private static AgentOptions Options(string name) => new()
    {
        ControlPlane = new Uri("http://127.0.0.1:1"),
        Listen = new Uri("http://127.0.0.1:2"),
        DataFolder = "/data",
        Name = name,
        WhenIsolated = IsolationPolicy.Return,
    };

    // The loops as the host runs them, but on the simulation's thread from the first line on.
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "ExecuteAsync")]
    private static extern Task Run(ApplyLoop loop, CancellationToken stoppingToken);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "ExecuteAsync")]
    private static extern Task Run(TablePoller loop, CancellationToken stoppingToken);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "ExecuteAsync")]
    private static extern Task Run(ConnectionLoop loop, CancellationToken stoppingToken);
}
