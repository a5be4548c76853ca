using ControlPlane.AgentHost.Telemetry;
using ControlPlane.AgentHost.Tests.Fakes;
using ControlPlane.TestKit.Time;
using Microsoft.Extensions.Logging.Abstractions;
using static ControlPlane.AgentHost.Tests.Telemetry.Buckets;

namespace ControlPlane.AgentHost.Tests.Telemetry;

public sealed class TelemetryLedgerTests
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

    [Fact]
    [Trait("Fault", "F44")]
    [Trait("Promise", "P11")]
    public void Add_LongOutage_FoldsToLongerSpansAndLosesNothing()
    {
        var disk = new MemoryDisk();
        var ledger = LedgerOn(disk, Small);
        for (var second = 0; second < 4_000; second++)
            ledger.Add(AHarvest("boot", ABucket(1_000 + second, requests: 3)));

        var series = Deliver(ledger);

        Assert.Equal(12_000, series.Requests);
        Assert.Equal(0, series.Dropped);
        Assert.True(series.Rows < 1_000, $"{series.Rows} rows");
        Assert.Equal(0, ledger.DroppedRequests);
    }

    [Fact]
    [Trait("Fault", "F44")]
    public void Add_LongOutageWithAFullDisk_DeclaresWhatItThrowsAway()
    {
        var disk = new MemoryDisk { Fault = (1, DiskFault.IsFull) };
        var ledger = LedgerOn(disk, Small with { FoldSpans = [], MemoryBytes = 8_000 });
        for (var second = 0; second < 500; second++)
            ledger.Add(AHarvest("boot", ABucket(1_000 + second, requests: 3)));

        var series = Deliver(ledger);

        Assert.True(ledger.DroppedRequests > 0);
        Assert.Equal(ledger.DroppedRequests, series.Dropped);
        Assert.Equal(1_500, series.Requests + series.Dropped);
    }

    [Fact]
    [Trait("Fault", "F44")]
    public void Add_OutageOverSeveralBoots_DeclaresDropsOfEveryBootExactly()
    {
        var disk = new MemoryDisk();
        var limits = Small with { FoldSpans = [], DiskBytes = 40_000 };
        for (var boot = 1; boot <= 4; boot++)
        {
            disk = disk.AfterKill();
            var before = LedgerOn(disk, limits);
            for (var second = 0; second < 100; second++)
                before.Add(AHarvest($"boot-{boot}", ABucket(1_000 + (boot * 100) + second, requests: 3)));
        }

        var series = Deliver(LedgerOn(disk.AfterKill(), limits));

        Assert.True(series.Dropped > 0);
        Assert.Equal(1_200, series.Requests + series.Dropped);
    }

    [Fact]
    [Trait("Fault", "F44")]
    public void Add_LongOutage_StaysWithinItsLimits()
    {
        var disk = new MemoryDisk();
        var ledger = LedgerOn(disk, Small with { FoldSpans = [] });
        for (var second = 0; second < 3_000; second++)
            ledger.Add(AHarvest("boot", ABucket(1_000 + second)));

        Assert.True(disk.Paths.Sum(p => disk.LengthOf(p)!.Value) <= Small.DiskBytes + (2 * Small.SegmentBytes));
        Assert.True(ledger.DroppedRequests > 0);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [Trait("Fault", "F40")]
    [Trait("Fault", "F41")]
    [Trait("Promise", "P5")]
    public void Delivery_LostReceiptsKillsAndPurges_CountsEveryRequestOnce(int seed)
    {
        var random = new Random(seed);
        var disk = new MemoryDisk();
        var series = new MemorySeries();
        var limits = Small with { DiskBytes = 10_000_000 };
        var ledger = LedgerOn(disk, limits);
        var boot = 1;
        long counted = 0, errors = 0, lifetime = 0;
        for (var second = 1; second <= 3_000; second++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            var bucket = ABucket(_time.GetUtcNow().ToUnixTimeSeconds(), requests: random.Next(1, 9), errors: random.Next(2));
            (counted, errors, lifetime) = (counted + bucket.Requests, errors + bucket.Errors.Values.Sum(), lifetime + bucket.Requests);
            ledger.Add(AHarvest($"boot-{boot:D3}", bucket) with { Lifetime = [new("pets", "v1", lifetime, 0)] });

            var isOutage = second % 1_000 > 600;
            if (!isOutage && (random.Next(3) == 0 ? ledger.ComposeOldest(3_000) : ledger.ComposeFresh(3_000)) is { } composed)
            {
                if (random.Next(10) > 0)
                    series.Commit(composed.Batch);
                if (random.Next(4) > 0)
                    continue;
                series.Commit(composed.Batch);
                ledger.Acknowledge(composed);
            }

            if (random.Next(20) == 0)
                series.Purge();
            if (random.Next(400) == 0)
            {
                disk = disk.AfterKill();
                ledger = LedgerOn(disk, limits);
                (boot, lifetime) = (boot + 1, 0);
            }
        }

        Deliver(ledger, series);

        Assert.Equal((counted, errors), (series.Requests, series.Errors));
        Assert.Equal(counted, series.Lifetime);
        Assert.Equal(0, series.Dropped);
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
