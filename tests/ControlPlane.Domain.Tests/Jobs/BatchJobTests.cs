using ControlPlane.Domain.Jobs;

namespace ControlPlane.Domain.Tests.Jobs;

public sealed class BatchJobTests
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);
    private static readonly DateTimeOffset Now = AJob.Start;

    [Fact]
    public void Count_LastChunk_FinishesTheJobAndItsResultsAreToBeStored()
    {
        var job = AJob.Of(2, isStored: true).Job;

        Assert.Equal(JobPhase.Running, job.Count(AJob.Result(), Now).Value);
        Assert.Equal(JobPhase.Succeeded, job.Count(AJob.Result(broken: 1), Now).Value);

        Assert.Equal((20, 1, true, Now), (job.RowsDone, job.BrokenRows, job.IsStoreDue, job.EndedAt));
        Assert.Equal(JobRefusals.IllegalMove, job.Count(AJob.Result(), Now).Refusal?.Code);
    }

    [Fact]
    public void Count_BrokenRows_StandByLineHoweverTheyCome()
    {
        var job = AJob.Of(3).Job;

        job.Count(AJob.Result(broken: 1, firstLine: 21), Now);
        job.Count(AJob.Result(broken: 2, firstLine: 1), Now);

        Assert.Equal([1, 2, 21], job.Problems.Select(p => p.Line));
    }

    [Theory]
    [InlineData(0.1, 3, JobPhase.Running)]
    [InlineData(0.1, 4, JobPhase.Failed)]
    [InlineData(null, 10, JobPhase.Running)]
    public void Count_ShareOfBrokenRows_StopsTheJobAboveItsLimitOfAllRows(double? limit, int broken, JobPhase expected)
    {
        var job = AJob.Of(3, brokenLimit: limit).Job;

        Assert.Equal(expected, job.Count(AJob.Result(broken: broken), Now).Value);
    }

    [Fact]
    public void Resume_AboveItsLimit_WantsAHigherOne()
    {
        var (job, chunks) = AJob.Of(3, brokenLimit: 0.1);
        job.Count(AJob.Result(broken: 4), Now);

        Assert.Equal("brokenLimit", job.Resume([.. chunks], null, "me", Now).Refusal?.Fields[0].Field);
        Assert.Equal(JobPhase.Running, job.Resume([.. chunks], 0.5, "me", Now).Value);
        Assert.Equal(0.5, job.Settings.BrokenLimit);
    }

    [Fact]
    public void Cancel_TakesChunksAway_AndResumeGoesOnWithTheOthers()
    {
        var (job, chunks) = AJob.Of(2);
        chunks[0].Take("done", "a", Now, Lease);
        chunks[0].Finish("done");
        job.Count(AJob.Result(), Now);
        chunks[1].Take("under way", "a", Now, Lease);

        job.Cancel([chunks[1]], "me", Now);
        Assert.Equal(JobRefusals.LeaseOver, chunks[1].Finish("under way").Refusal?.Code);
        job.Resume([chunks[1]], null, "me", Now);

        Assert.Equal((JobPhase.Running, null, ChunkState.Done, ChunkState.Waiting), (job.Phase, job.EndedAt, chunks[0].State, chunks[1].State));
    }

    [Fact]
    public void Resume_OfAFailedJob_TriesTheChunkAgainFromTheBeginning()
    {
        var (job, chunks) = AJob.Of(1);
        while (chunks[0].State != ChunkState.Failed)
        {
            chunks[0].Take("lease", "a", chunks[0].FreeAt ?? Now, Lease);
            chunks[0].GiveBack("lease", Now);
        }

        job.Fail(chunks[0], "it was full.", Now);
        Assert.Contains("failed 5 times: it was full.", job.Sentence, StringComparison.Ordinal);
        job.Resume([chunks[0]], null, "me", Now);

        Assert.Equal((JobPhase.Running, ChunkState.Waiting, 0), (job.Phase, chunks[0].State, chunks[0].Tries));
    }

    [Fact]
    public void Schedule_MissedRuns_AreNotMadeUpFor()
    {
        var job = AJob.Of(1).Job;
        job.Plan(TimeSpan.FromHours(6), onPromotion: true, Now);
        var schedule = job.Schedule!;

        Assert.False(schedule.IsDue(last: 1, stable: 1, Now + TimeSpan.FromHours(5)));
        Assert.True(schedule.IsDue(last: 1, stable: 2, Now + TimeSpan.FromHours(5)));
        Assert.True(schedule.IsDue(last: 1, stable: 1, Now + TimeSpan.FromHours(6)));
        Assert.Equal(Now + TimeSpan.FromHours(24), schedule.After(Now + TimeSpan.FromHours(20)).NextAt);
        Assert.Equal("every", job.Plan(TimeSpan.FromSeconds(59), onPromotion: false, Now).Refusal?.Fields[0].Field);
    }
}
