using ControlPlane.AgentHost.Telemetry;
using ControlPlane.AgentHost.Tests.Fakes;
using ControlPlane.Contracts.Routing;
using ControlPlane.Contracts.Telemetry;
using ControlPlane.TestKit.Time;
using static ControlPlane.TestKit.Routing.RoutingTableBuilder;

namespace ControlPlane.AgentHost.Tests.Telemetry;

public sealed class TelemetryHarvesterTests
{
    private readonly ManualTimeProvider _time = new(DateTimeOffset.FromUnixTimeSeconds(1_000));
    private readonly RecorderRegistry _recorders;
    private readonly TelemetryHarvester _harvester;
    private readonly VariantRecorder _recorder;

    public TelemetryHarvesterTests()
    {
        _recorders = new RecorderRegistry(_time);
        _harvester = new TelemetryHarvester(_recorders, _time, "boot");
        var endpoint = AnEndpoint("pets", 1, 10_000) with { SegmentAttributes = ["region"] };
        _recorder = _recorders.Find(endpoint, endpoint.Variants[0], OutputReading.None);
    }

    [Fact]
    public void Collect_EverySecond_PutsCountsIntoTheSecondTheyFellInto()
    {
        Answer(2);
        Advance(1.005);
        var first = Collect();
        Answer(3);
        Advance(1);
        var second = Collect();

        Assert.Equal((1_000, 1, 2L, 1), (first.Start, first.Seconds, first.Requests, first.Revision));
        Assert.Equal((1_001, 1, 3L, 1), (second.Start, second.Seconds, second.Requests, second.Revision));
    }

    [Fact]
    public void Collect_NothingCounted_GivesNoBucket()
    {
        Advance(1);

        Assert.Empty(_harvester.Collect().Buckets);
    }

    [Fact]
    public void Collect_TwiceInASecond_GivesTheSameBucketAgainWithGrownTotals()
    {
        Answer(2);
        var early = Collect();
        Answer(3);
        Advance(1);
        var late = Collect();

        Assert.Equal((1_000, 2L, 1), (early.Start, early.Requests, early.Revision));
        Assert.Equal((1_000, 5L, 2), (late.Start, late.Requests, late.Revision));
    }

    [Fact]
    public void Collect_AfterTheProcessStoodStill_SaysHowLongTheSpanIs()
    {
        Answer(4);
        Advance(60);

        var bucket = Collect();

        Assert.Equal((1_000, 60), (bucket.Start, bucket.Seconds));
    }

    [Fact]
    public void Collect_ClockStepsBackALittle_GoesOnInTheSameBucket()
    {
        Advance(1);
        _harvester.Collect();
        _time.Jump(DateTimeOffset.FromUnixTimeSeconds(1_000));
        Answer(1);

        var bucket = Collect();

        Assert.Equal(1_001, bucket.Start);
    }

    [Fact]
    [Trait("Fault", "F55")]
    public void Collect_ClockJumpsBack_BeginsANewGenerationWithItsOwnTotals()
    {
        Answer(2);
        Advance(1);
        Assert.Equal("boot", _harvester.Collect().BootId);
        _time.Jump(DateTimeOffset.FromUnixTimeSeconds(500));
        Answer(3);

        var harvest = _harvester.Collect();

        Assert.Equal("boot.1", harvest.BootId);
        Assert.Equal(500, Assert.Single(harvest.Buckets).Start);
        Assert.Equal(3, Assert.Single(harvest.Lifetime).Requests);
        Assert.Equal(5, Assert.Single(_harvester.Totals()).Counts.Requests);
    }

    [Fact]
    public void Collect_ManyTimes_LifetimeIsTheSumOfTheNewestRevisions()
    {
        var newest = new Dictionary<BucketKey, TelemetryBucket>();
        Harvest last = null!;
        var random = new Random(11);
        for (var step = 0; step < 500; step++)
        {
            Answer(random.Next(4));
            if (random.Next(5) == 0)
                _recorder.Failed(ErrorClass.Shed, -1, Attributes.None);
            Advance(random.NextDouble() * 2);
            last = _harvester.Collect();
            foreach (var bucket in last.Buckets)
                newest[BucketKey.Of(bucket)] = bucket;
        }

        var lifetime = Assert.Single(last.Lifetime);
        Assert.Equal(newest.Values.Sum(b => b.Requests), lifetime.Requests);
        Assert.Equal(newest.Values.Sum(b => b.Errors.Values.Sum()), lifetime.Errors);
    }

    [Fact]
    public void Collect_RecorderNoTableUses_IsReadUntilItsGraceEnds()
    {
        _recorders.SetUsed(new HashSet<VariantRecorder>());
        Answer(1);
        Advance(RecorderRegistry.Grace.TotalSeconds);
        Assert.Single(_harvester.Collect().Buckets);
        Advance(1);
        Answer(1);
        Assert.Single(_harvester.Collect().Buckets);
        Answer(1);
        Advance(1);

        Assert.Empty(_harvester.Collect().Buckets);
    }

    [Fact]
    public void Collect_EverySecond_FeaturesGoOnceInTenSecondsAndNoRowIsLostOrDoubled()
    {
        var newest = new Dictionary<BucketKey, TelemetryBucket>();
        for (var second = 0; second < 60; second++)
        {
            Answer(1);
            _recorder.Features.Observe([], Attributes.None);
            Advance(1);
            foreach (var bucket in _harvester.Collect().Buckets)
                newest[BucketKey.Of(bucket)] = bucket;
        }

        foreach (var bucket in _harvester.CollectLast().Buckets)
            newest[BucketKey.Of(bucket)] = bucket;

        var carrying = newest.Values.Where(b => b.Features.Count > 0).ToList();
        Assert.InRange(carrying.Count, 6, 7);
        Assert.Equal(60, carrying.Sum(b => Assert.Single(b.Features).Missing));
    }

    [Fact]
    public void Collect_BucketThatIsGivenAgain_RepeatsItsFeatures()
    {
        Collect(AnsweredWithARow);
        Advance(9);
        Collect(() => Answer(1));
        Advance(0.6);
        var early = Collect(AnsweredWithARow);
        var late = Collect(() => Answer(1));

        Assert.Equal((1, 2), (early.Revision, late.Revision));
        Assert.Equal(2, Assert.Single(early.Features).Missing);
        Assert.Equal(2, Assert.Single(late.Features).Missing);
    }

    [Fact]
    public void Collect_TrafficStoppedBeforeFeaturesWereDue_TheyGoInABucketWithoutRequests()
    {
        AnsweredWithARow();
        Advance(1);
        Assert.Empty(Collect().Features);
        Advance(10);

        var bucket = Collect();

        Assert.Equal((0L, 1L), (bucket.Requests, Assert.Single(bucket.Features).Missing));
    }

    private TelemetryBucket Collect(Action act)
    {
        act();
        return Collect();
    }

    private void AnsweredWithARow()
    {
        Answer(1);
        _recorder.Features.Observe([], Attributes.None);
    }

    private void Answer(int times)
    {
        for (var time = 0; time < times; time++)
            _recorder.Answered(1_000, Prediction.None, -1, Attributes.None);
    }

    private void Advance(double seconds) => _time.Advance(TimeSpan.FromSeconds(seconds));

    private TelemetryBucket Collect() => Assert.Single(_harvester.Collect().Buckets);
}
