using ControlPlane.AgentHost.Connection;
using ControlPlane.AgentHost.Telemetry;
using ControlPlane.AgentHost.Tests.Fakes;
using ControlPlane.Contracts.Telemetry;
using ControlPlane.TestKit.Time;
using Microsoft.Extensions.Logging.Abstractions;
using static ControlPlane.AgentHost.Tests.Telemetry.Buckets;

namespace ControlPlane.AgentHost.Tests.Telemetry;

public sealed class TelemetryDeliveryTests
{
    private readonly ManualTimeProvider _time = new(DateTimeOffset.FromUnixTimeSeconds(1_000));
    private readonly FakeHub _hub = new();
    private readonly Upload _upload = new();
    private readonly ControlPlaneContact _contact;
    private readonly TelemetryLedger _ledger;
    private readonly TelemetryDelivery _delivery;

    public TelemetryDeliveryTests()
    {
        _contact = new ControlPlaneContact(_time);
        _contact.Begin(new ActiveSession("session-1", _hub));
        var spool = new TelemetrySpool(new MemoryDisk(), "/data", NullLogger<TelemetrySpool>.Instance);
        _ledger = new TelemetryLedger(spool, new TelemetryLimits(), _time, NullLogger<TelemetryLedger>.Instance);
        var backoff = new BackoffPolicy(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30), () => 1);
        _delivery = new TelemetryDelivery(_ledger, _contact, _upload, backoff, _time, NullLogger<TelemetryDelivery>.Instance);
    }

    [Fact]
    public async Task DeliverAsync_AFewFreshBuckets_GoOnTheHubAndAreSettled()
    {
        _ledger.Add(AHarvest("boot", ABucket(999), ABucket(1_000)));

        await DeliverAsync();

        Assert.Equal(2, Assert.Single(_hub.All<TelemetryBatch>()).Buckets.Count);
        Assert.Equal(0, _ledger.PendingCount);
    }

    [Fact]
    [Trait("Fault", "F53")]
    public async Task DeliverAsync_AfterAnOutage_SendsFreshOnesFirstAndTheRestInLongBatches()
    {
        for (var start = 100; start <= 1_000; start++)
            _ledger.Add(AHarvest("boot", ABucket(start)));

        await DeliverAsync();

        Assert.All(Assert.Single(_hub.All<TelemetryBatch>()).Buckets, b => Assert.True(b.Start >= 990));
        Assert.Equal(890, _upload.Batches.Sum(b => b.Buckets.Count));
        Assert.True(_upload.Batches.Count < 10, $"{_upload.Batches.Count} uploads");
        Assert.Equal(0, _ledger.PendingCount);
    }

    [Fact]
    public async Task DeliverAsync_EveryBatchOnTheHub_IsWithinItsLimit()
    {
        for (var variant = 0; variant < 300; variant++)
            _ledger.Add(AHarvest("boot", ABucket(1_000, variant: $"variant-{variant:D3}")));

        await DeliverAsync();

        Assert.True(_hub.All<TelemetryBatch>().Count() > 1);
        Assert.All(_hub.All<TelemetryBatch>(), batch => Assert.True(
            System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(batch, Contracts.Json.ContractsJsonContext.Default.TelemetryBatch).Length
            <= TelemetryBatch.HubLimit));
    }

    [Fact]
    public async Task DeliverAsync_NoConnection_UsesHttp()
    {
        _contact.End();
        _ledger.Add(AHarvest("boot", ABucket(1_000)));

        await DeliverAsync();

        Assert.Single(_upload.Batches);
        Assert.Equal(0, _ledger.PendingCount);
    }

    [Fact]
    public async Task DeliverAsync_Failure_KeepsTheBucketsAndTriesLater()
    {
        _ledger.Add(AHarvest("boot", ABucket(1_000)));
        _hub.Disturb = _ => Task.FromException(new IOException("cut"));
        await DeliverAsync();
        _hub.Disturb = _ => null;

        await DeliverAsync();
        Assert.Single(_hub.Said);
        _time.Advance(TimeSpan.FromSeconds(1));
        await DeliverAsync();

        Assert.Equal(2, _hub.Said.Count);
        Assert.Equal(0, _ledger.PendingCount);
    }

    [Fact]
    [Trait("Fault", "F53")]
    public async Task DeliverAsync_ControlPlaneIsBehind_HoldsBackAsLongAsItAsks()
    {
        _contact.End();
        _upload.RetryAfter = TimeSpan.FromSeconds(5);
        _ledger.Add(AHarvest("boot", ABucket(100)));
        await DeliverAsync();
        _ledger.Add(AHarvest("boot", ABucket(1_000)));

        _time.Advance(TimeSpan.FromSeconds(4));
        await DeliverAsync();
        Assert.Single(_upload.Batches);
        _time.Advance(TimeSpan.FromSeconds(1));
        await DeliverAsync();

        Assert.Equal(2, _upload.Batches.Count);
    }

    private Task DeliverAsync() => _delivery.DeliverAsync(CancellationToken.None);

    private sealed class Upload : ITelemetryUpload
    {
        public List<TelemetryBatch> Batches { get; } = [];

        public TimeSpan? RetryAfter { get; set; }

        public Task<TelemetryReceipt> UploadAsync(TelemetryBatch batch, CancellationToken cancellationToken)
        {
            Batches.Add(batch);
            return Task.FromResult(new TelemetryReceipt(batch.Sequence, RetryAfter));
        }
    }
}
