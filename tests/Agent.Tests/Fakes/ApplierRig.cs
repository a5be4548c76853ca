using System.Collections.Concurrent;
using System.Threading.Channels;
using ControlPlane.AgentHost.Artifacts;
using ControlPlane.AgentHost.Caching;
using ControlPlane.AgentHost.Connection;
using ControlPlane.AgentHost.Guards;
using ControlPlane.AgentHost.Inference;
using ControlPlane.AgentHost.Routing;
using ControlPlane.AgentHost.Telemetry;
using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Contracts.Routing;
using ControlPlane.TestKit;
using ControlPlane.TestKit.Keys;
using ControlPlane.TestKit.Onnx;
using ControlPlane.TestKit.Time;
using Microsoft.Extensions.Logging.Abstractions;

namespace ControlPlane.AgentHost.Tests.Fakes;

/// <summary>
/// An agent's routing half over a disk in memory: real store, board, fetcher, builder and models;
/// the test says when a version finishes loading and how.
/// One rig is one process; a restart is a new rig on what the disk kept.
/// </summary>
internal sealed class ApplierRig : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly TemporaryFolder _folder = new();
    private readonly ModelLoader _loader = new(TimeProvider.System);
    private readonly ConcurrentDictionary<int, TaskCompletionSource> _gates = new();
    private readonly ConcurrentDictionary<int, Refusal> _refused = new();
    private readonly Channel<bool> _changes = Channel.CreateUnbounded<bool>();

    public ApplierRig(MemoryDisk? disk = null, MemoryArtifacts? artifacts = null)
    {
        Disk = disk ?? new MemoryDisk();
        Artifacts = artifacts ?? new MemoryArtifacts();
        var backoff = new BackoffPolicy(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60), () => 0.999);
        var blobs = new BlobStore(Disk, "/data");
        var fetcher = new ArtifactFetcher(Artifacts, blobs, Disk, Time, backoff, NullLogger<ArtifactFetcher>.Instance);
        Board = new PreparationBoard(new VersionPreparer(fetcher, blobs, LoadAsync, Time, backoff, NullLogger<VersionPreparer>.Instance));
        Board.Changed += () => _changes.Writer.TryWrite(true);
        Trips = new TripRegister(new TripFile(Disk, "/data"), Reports, NullLogger<TripRegister>.Instance);
        Guards = new GuardWatch(Holder, Trips, Time, NullLogger<GuardWatch>.Instance);
        Identity = new AgentIdentity(
            new JoinResponse { AgentId = "agent-1", ClusterId = "cluster-1", Credential = "secret", FeedbackKey = new byte[32], SigningKeys = [Signer.Public] }, "production", Key);
        Applier = new TableApplier(
            Identity,
            new TableStore(Disk, "/data", Identity),
            Board,
            blobs,
            new ServingTableBuilder(new RecorderRegistry(Time), Trips, CachePolicy.None),
            Holder,
            Trips,
            Reports,
            Time,
            NullLogger<TableApplier>.Instance);
        File.WriteAllBytes(_folder.Combine("model.onnx"), OnnxModels.AddConstant(1));
    }

    /// <summary>The installation's key.</summary>
    public static TestSigner Signer { get; } = new();

    /// <summary>The agent's key, the same after every restart.</summary>
    public static AgentKey Key { get; } = AgentKey.Create();

    public AgentIdentity Identity { get; }

    public MemoryDisk Disk { get; }

    public MemoryArtifacts Artifacts { get; }

    public ManualTimeProvider Time { get; } = new();

    public ServingTableHolder Holder { get; } = new();

    public RecordedReports Reports { get; } = new();

    public PreparationBoard Board { get; }

    public TableApplier Applier { get; }

    public TripRegister Trips { get; }

    public GuardWatch Guards { get; }

    /// <summary>Loads begun, by version.</summary>
    public ConcurrentQueue<int> Loads { get; } = new();

    /// <summary>The routing in force; null when the endpoint does not answer.</summary>
    public ServedEndpoint? Served(string endpoint = "pets") => Holder.Current.TryFind(endpoint, out var served) ? served : null;

    /// <summary>A sound file of a version, known to the control plane.</summary>
    public PreparedVersion Publish(int version, string model = "pets") =>
        Artifacts.Add([.. Enumerable.Range(0, 1_000 + version).Select(i => (byte)(i * version))], model, version);

    /// <summary>Holds loading of a version back until <see cref="Open"/>.</summary>
    public void Hold(int version) => _gates[version] = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Open(int version) => _gates[version].SetResult();

    /// <summary>Lets the runtime refuse a version; null lets it accept again.</summary>
    public void RefuseLoading(int version, string? code)
    {
        if (code is null)
            _refused.TryRemove(version, out _);
        else
            _refused[version] = new Refusal(code, $"version {version} is refused by the test");
    }

    /// <summary>What a control plane does: a table arrives.</summary>
    public void Take(RoutingTable table, long? nonce = null) => Take(Signer.Sign(table), nonce);

    /// <summary>A table arrives, signed by whom the test wants.</summary>
    public void Take(SealedRoutingTable table, long? nonce = null)
    {
        Applier.Take(ArrivalOf(table) with { Offer = nonce is { } number ? new OfferReference("session-1", number) : null });
        Applier.Refresh();
    }

    public ArrivedTable ArrivalOf(SealedRoutingTable table) => new()
    {
        Position = new TablePosition(table.Table.Epoch, table.Table.Revision),
        Content = table.Content,
        Digest = table.Digest,
        Signature = table.Signature,
        ArrivedAt = Time.GetTimestamp(),
    };

    /// <summary>Refreshes after every change of a version until something is true.</summary>
    public async Task UntilAsync(Func<bool> isTrue)
    {
        using var timeout = new CancellationTokenSource(Limit, TimeProvider.System);
        for (Applier.Refresh(); !isTrue(); Applier.Refresh())
            await _changes.Reader.ReadAsync(timeout.Token);
    }

    /// <summary>Until the table in force is wholly what was taken.</summary>
    public Task UntilWholeAsync(long revision) => UntilAsync(() => Applier.State is { IsWhole: true } state && state.Position.Revision == revision);

    public async ValueTask DisposeAsync()
    {
        foreach (var gate in _gates.Values)
            gate.TrySetResult();
        Guards.Dispose();
        await Board.DisposeAsync();
        _folder.Dispose();
    }

    private async Task<Outcome<LoadedModel>> LoadAsync(string path, PreparedVersion version, string? golden, CancellationToken cancellationToken)
    {
        Loads.Enqueue(version.Version);
        _changes.Writer.TryWrite(true);
        if (_gates.TryGetValue(version.Version, out var gate))
            await gate.Task.WaitAsync(cancellationToken);
        if (_refused.TryGetValue(version.Version, out var refusal))
            return refusal;
        return Disk.LengthOf(path) == version.SizeBytes
            ? await _loader.LoadAsync(_folder.Combine("model.onnx"), version, cancellationToken)
            : new Refusal(RefusalCodes.ModelRejected, $"{path} is not the file of {version.Model} v{version.Version}");
    }
}
