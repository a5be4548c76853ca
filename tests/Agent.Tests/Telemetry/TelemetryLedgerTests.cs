using ControlPlane.AgentHost.Telemetry;
using ControlPlane.AgentHost.Tests.Fakes;
using ControlPlane.TestKit.Time;
using Microsoft.Extensions.Logging.Abstractions;
using static ControlPlane.AgentHost.Tests.Telemetry.Buckets;

namespace ControlPlane.AgentHost.Tests.Telemetry;

public sealed partial class TelemetryLedgerTests
{
    private const int NoLimit = int.MaxValue;

    private readonly ManualTimeProvider _time = new(DateTimeOffset.FromUnixTimeSeconds(1_000));

    [Fact]
    [Trait("Fault", "F41")]
    public void Compose_AfterALostReceipt_GivesTheSameBucketAgain()
    {
        var ledger = LedgerOn(new MemoryDisk());
        ledger.Add(AHarvest("boot", ABucket(1_000)));

        var first = ledger.ComposeFresh(NoLimit)!.Batch;
        var second = ledger.ComposeFresh(NoLimit)!.Batch;

        Assert.Equal(first.Buckets, second.Buckets);
        Assert.Equal((1L, 2L), (first.Sequence, second.Sequence));
        Assert.Equal(1_000, second.OldestPending);
    }

    [Fact]
    public void Acknowledge_LeavesNothing()
    {
        var disk = new MemoryDisk();
        var ledger = LedgerOn(disk);
        ledger.Add(AHarvest("boot", ABucket(1_000)));

        ledger.Acknowledge(ledger.ComposeFresh(NoLimit)!);

        Assert.Equal(0, ledger.PendingCount);
        Assert.Null(ledger.ComposeFresh(NoLimit));
        Assert.Null(ledger.ComposeOldest(NoLimit));
    }

    [Fact]
    public void OldestAge_WhatWaits_GrowsUntilItIsAcknowledged()
    {
        var ledger = LedgerOn(new MemoryDisk());
        Assert.Equal(TimeSpan.Zero, ledger.OldestAge);
        ledger.Add(AHarvest("boot", ABucket(1_000), ABucket(1_001)));

        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(TimeSpan.FromSeconds(30), ledger.OldestAge);

        ledger.Acknowledge(ledger.ComposeOldest(NoLimit)!);
        Assert.Equal(TimeSpan.Zero, ledger.OldestAge);
    }

    [Fact]
    public void OldestAge_LeftoversOfAnEarlierBoot_AreAsOldAsTheProcessUntilTheyAreRead()
    {
        var disk = new MemoryDisk();
        LedgerOn(disk).Add(AHarvest("boot-1", ABucket(1_000)));
        _time.Advance(TimeSpan.FromSeconds(100));
        var next = LedgerOn(disk);
        next.Recover();
        next.Add(AHarvest("boot-2", ABucket(1_110)));
        _time.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(TimeSpan.FromSeconds(20), next.OldestAge);

        _ = next.ComposeOldest(NoLimit);

        Assert.Equal(TimeSpan.FromSeconds(120), next.OldestAge);
    }

    [Fact]
    public void Acknowledge_BucketThatGrewMeanwhile_KeepsIt()
    {
        var ledger = LedgerOn(new MemoryDisk());
        ledger.Add(AHarvest("boot", ABucket(1_000, requests: 1)));
        var sent = ledger.ComposeFresh(NoLimit)!;
        ledger.Add(AHarvest("boot", ABucket(1_000, requests: 5, revision: 2)));

        ledger.Acknowledge(sent);

        Assert.Equal(5, Assert.Single(ledger.ComposeFresh(NoLimit)!.Batch.Buckets).Requests);
    }

    [Fact]
    public void Compose_FreshBuckets_GoBeforeWhatHasGathered()
    {
        var ledger = LedgerOn(new MemoryDisk());
        ledger.Add(AHarvest("boot", ABucket(900), ABucket(901)));
        ledger.Add(AHarvest("boot", ABucket(999)));

        Assert.Equal([999L], ledger.ComposeFresh(NoLimit)!.Batch.Buckets.Select(b => b.Start));
        Assert.Equal([900L, 901L, 999L], ledger.ComposeOldest(NoLimit)!.Batch.Buckets.Select(b => b.Start));
    }

    [Fact]
    public void Compose_LittleRoom_GivesAtLeastOneBucketAndSaysWhatIsOlder()
    {
        var ledger = LedgerOn(new MemoryDisk());
        ledger.Add(AHarvest("boot", ABucket(900), ABucket(999), ABucket(1_000)));

        var batch = ledger.ComposeFresh(1)!.Batch;

        Assert.Equal([999L], batch.Buckets.Select(b => b.Start));
        Assert.Equal(900, batch.OldestPending);
    }

    [Fact]
    [Trait("Fault", "F43")]
    public void Recover_AfterAKill_DeliversUnderTheBootThatCounted()
    {
        var disk = new MemoryDisk();
        var before = LedgerOn(disk);
        before.Add(AHarvest("boot-a", ABucket(1_000, requests: 7)));

        var ledger = LedgerOn(disk.AfterKill());
        ledger.Add(AHarvest("boot-b", ABucket(1_001, requests: 3)));
        ledger.Acknowledge(ledger.ComposeFresh(NoLimit)!);
        var left = ledger.ComposeOldest(NoLimit)!;

        Assert.Equal("boot-a", left.Batch.BootId);
        Assert.Equal(7, Assert.Single(left.Batch.Buckets).Requests);
        Assert.Equal(7, Assert.Single(left.Batch.Lifetime).Requests);
        ledger.Acknowledge(left);
        Assert.Null(ledger.ComposeOldest(NoLimit));
        Assert.DoesNotContain(disk.AfterKill().Paths, p => p.Contains("boot-b", StringComparison.Ordinal));
    }

    [Fact]
    public void Recover_LastRecordTorn_DeliversWhatIsWhole()
    {
        var disk = new MemoryDisk();
        var before = LedgerOn(disk);
        before.Add(AHarvest("boot-a", ABucket(1_000)));
        before.Add(AHarvest("boot-a", ABucket(1_001)));
        var path = Assert.Single(disk.Paths);
        disk[path] = disk[path][..^1];

        var left = LedgerOn(disk).ComposeOldest(NoLimit)!;

        Assert.Equal([1_000L], left.Batch.Buckets.Select(b => b.Start));
    }

    [Fact]
    [Trait("Fault", "F08")]
    public void Add_DiskFull_KeepsCountsInMemory()
    {
        var disk = new MemoryDisk { Fault = (1, DiskFault.IsFull) };
        var ledger = LedgerOn(disk);

        ledger.Add(AHarvest("boot", ABucket(1_000)));
        ledger.Add(AHarvest("boot", ABucket(1_001)));

        Assert.Equal(2, ledger.ComposeOldest(NoLimit)!.Batch.Buckets.Count);
    }

    private static TelemetryLimits Small { get; } = new()
    {
        SegmentBytes = 2_000,
        MemoryBytes = 10_000,
        DiskBytes = 400_000,
        FoldAboveBytes = 60_000,
        FoldGroupBytes = 20_000,
    };

    private static MemorySeries Deliver(TelemetryLedger ledger, MemorySeries? series = null)
    {
        series ??= new MemorySeries();
        while (ledger.ComposeOldest(100_000) is { } composed)
        {
            series.Commit(composed.Batch);
            ledger.Acknowledge(composed);
        }

        return series;
    }

    private TelemetryLedger LedgerOn(MemoryDisk disk, TelemetryLimits? limits = null)
    {
        var spool = new TelemetrySpool(disk, "/data", NullLogger<TelemetrySpool>.Instance);
        var ledger = new TelemetryLedger(spool, limits ?? new TelemetryLimits(), _time, NullLogger<TelemetryLedger>.Instance);
        ledger.Recover();
        return ledger;
    }
}
