using ControlPlane.Domain.Jobs;

namespace ControlPlane.Domain.Tests.Jobs;

public sealed class JobChunkTests
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);
    private static readonly DateTimeOffset Start = AJob.Start;

    [Fact]
    public void Take_WhileSomebodyElseHasIt_IsRefused_AndAfterItsLeaseIsNot()
    {
        var chunk = AJob.Of(1).Chunks[0];
        Assert.True(chunk.Take("first", "a", Start, Lease).IsAccepted);

        Assert.Equal(JobRefusals.LeaseOver, chunk.Take("second", "b", Start + Lease - TimeSpan.FromTicks(1), Lease).Refusal?.Code);
        Assert.False(chunk.RunOut(Start + Lease));
        Assert.True(chunk.Take("second", "b", Start + Lease, Lease).IsAccepted);
    }

    [Fact]
    public void Finish_UnderALeaseThatWasTakenOver_IsRefused()
    {
        var chunk = AJob.Of(1).Chunks[0];
        chunk.Take("first", "a", Start, Lease);
        chunk.RunOut(Start + Lease);
        chunk.Take("second", "b", Start + Lease, Lease);

        Assert.Equal(JobRefusals.LeaseOver, chunk.Finish("first").Refusal?.Code);
        Assert.True(chunk.Finish("second").IsAccepted);
        Assert.Equal(JobRefusals.LeaseOver, chunk.Finish("second").Refusal?.Code);
    }

    [Fact]
    public void Finish_UnderALeaseThatRanOutAndNobodyTook_Counts()
    {
        var chunk = AJob.Of(1).Chunks[0];
        chunk.Take("first", "a", Start, Lease);

        Assert.True(chunk.Finish("first").IsAccepted);
        Assert.Equal(ChunkState.Done, chunk.State);
    }

    [Fact]
    public void Renew_KeepsItFromOthers()
    {
        var chunk = AJob.Of(1).Chunks[0];
        chunk.Take("first", "a", Start, Lease);

        Assert.True(chunk.Renew("first", Start + (Lease / 2), Lease).IsAccepted);

        Assert.False(chunk.IsFree(Start + Lease));
        Assert.True(chunk.IsFree(Start + (1.5 * Lease)));
    }

    [Fact]
    public void GiveBack_AgainAndAgain_WaitsLongerEachTimeAndIsGivenUpAtLast()
    {
        var chunk = AJob.Of(1).Chunks[0];
        var (now, pauses) = (Start, new List<double>());
        while (chunk.State == ChunkState.Waiting)
        {
            chunk.Take($"lease{pauses.Count}", "a", now, Lease);
            chunk.GiveBack($"lease{pauses.Count}", now);
            pauses.Add(((chunk.FreeAt ?? now) - now).TotalSeconds);
            now = chunk.FreeAt ?? now;
        }

        Assert.Equal([1, 2, 4, 8, 0], pauses);
        Assert.Equal((ChunkState.Failed, JobChunk.MaximumTries), (chunk.State, chunk.Tries));
    }

    [Fact]
    public void RunOut_OfAChunkThatAgentsDieOf_IsGivenUpAtLast()
    {
        var chunk = AJob.Of(1).Chunks[0];
        var (now, deaths) = (Start, 0);
        while (!chunk.RunOut(now))
        {
            Assert.True(chunk.Take($"lease{deaths++}", "a", now, Lease).IsAccepted);
            now += Lease;
        }

        Assert.Equal(JobChunk.MaximumTries, deaths);
    }
}
