using ControlPlane.AgentHost.Tests.Fakes;
using static ControlPlane.AgentHost.Tests.Telemetry.Buckets;

namespace ControlPlane.AgentHost.Tests.Telemetry;

/// <content>Outages: long ones, full disks, kills.</content>
public sealed partial class TelemetryLedgerTests
{
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
}
