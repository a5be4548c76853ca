using ControlPlane.Domain.Replicas;
using ControlPlane.Domain.Tests.Building;

namespace ControlPlane.Domain.Tests.Replicas;

public sealed class LeaderLeaseTests
{
    private static readonly TimeSpan Term = TimeSpan.FromSeconds(15);

    [Fact]
    public void Take_Vacant_BeginsTheFirstTerm()
    {
        var lease = LeaderLease.Vacant(Moment.Noon);

        var fence = lease.Take("a", sighting: null, Term, Moment.Noon).Value;

        Assert.Equal(new LeaseFence("a", 1), fence);
        Assert.Equal(("a", Moment.Noon, Moment.Noon + Term), (lease.Holder, lease.HeldSince, lease.ExpiresAt));
        Assert.Null(lease.Check(fence));
    }

    [Theory]
    [InlineData(14.9, false)]
    [InlineData(15, true)]
    public void Take_HolderSilent_SucceedsAfterItsWholeTerm(double seconds, bool isTaken)
    {
        var (lease, _) = Held();
        var seen = new LeaseSighting(lease.Epoch, lease.Beat, TimeSpan.FromSeconds(seconds));

        Assert.Equal(isTaken, lease.Take("b", seen, Term, Moment.Noon).IsAccepted);
    }

    [Fact]
    public void Take_HolderRenewedSinceItWasSeen_IsRefusedWhateverTheClocksSay()
    {
        var (lease, fence) = Held();
        var seen = new LeaseSighting(lease.Epoch, lease.Beat, TimeSpan.FromHours(1));
        Assert.Null(lease.Renew(fence, Term, Moment.Noon.AddYears(-1)));

        var refusal = lease.Take("b", seen, Term, Moment.Noon.AddYears(10)).Refusal;

        Assert.Equal((LeaseRefusals.Held, "a leads in term 1."), (refusal?.Code, refusal?.Sentence));
    }

    [Fact]
    public void Check_AfterAnotherTookIt_IsRefusedForEverAlsoWhenTheFirstLeadsAgain()
    {
        var (lease, first) = Held();
        var second = lease.Take("b", new LeaseSighting(1, lease.Beat, Term), Term, Moment.Noon).Value;

        Assert.Equal("a led in term 1; b leads in term 2.", lease.Check(first)?.Sentence);
        Assert.Equal(LeaseRefusals.NotLeader, lease.Renew(first, Term, Moment.Noon)?.Code);
        Assert.Null(lease.Release(second, Moment.Noon));
        Assert.Equal(new LeaseFence("a", 3), lease.Take("a", sighting: null, Term, Moment.Noon).Value);
        Assert.Equal(LeaseRefusals.NotLeader, lease.Check(first)?.Code);
    }

    [Fact]
    public void Release_ByTheHolder_LetsAnotherLeadAtOnce()
    {
        var (lease, fence) = Held();

        Assert.Null(lease.Release(fence, Moment.Noon));

        Assert.Equal(2, lease.Take("b", sighting: null, Term, Moment.Noon).Value.Epoch);
        Assert.Equal(LeaseRefusals.NotLeader, lease.Release(fence, Moment.Noon)?.Code);
    }

    [Fact]
    public void See_LeaseThatIsRenewed_BeginsToCountAnew()
    {
        var (lease, fence) = Held();
        var watch = new LeaseWatch();

        Assert.Equal(TimeSpan.Zero, watch.See(lease, TimeSpan.FromSeconds(100)).UnchangedFor);
        Assert.Equal(TimeSpan.FromSeconds(9), watch.See(lease, TimeSpan.FromSeconds(109)).UnchangedFor);
        Assert.Null(lease.Renew(fence, Term, Moment.Noon));
        Assert.Equal(TimeSpan.Zero, watch.See(lease, TimeSpan.FromSeconds(110)).UnchangedFor);
    }

    private static (LeaderLease Lease, LeaseFence Fence) Held()
    {
        var lease = LeaderLease.Vacant(Moment.Noon);
        return (lease, lease.Take("a", sighting: null, Term, Moment.Noon).Value);
    }
}
