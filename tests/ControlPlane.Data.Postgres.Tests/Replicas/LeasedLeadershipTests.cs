using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Hosting;
using ControlPlane.Data.Models;
using ControlPlane.Data.Replicas;
using ControlPlane.Data.Tests.Building;
using ControlPlane.Domain.Models;
using ControlPlane.Domain.Replicas;
using ControlPlane.Domain.Tests.Building;

namespace ControlPlane.Data.Tests.Replicas;

public sealed class LeasedLeadershipTests
{
    private static readonly TimeSpan Term = ReplicaOptions.DefaultLease;

    [Fact]
    public async Task StepAsync_TwoReplicas_OneLeadsAndBothKnowWhich()
    {
        await using var replicas = await TwoReplicas.StartAsync();

        await replicas.LeadershipA.StepAsync(CancellationToken.None);
        await replicas.LeadershipB.StepAsync(CancellationToken.None);

        Assert.Equal(new LeaderStanding("a", "a", 1, IsShared: true), replicas.LeadershipA.Standing);
        Assert.Equal(new LeaderStanding("b", "a", 1, IsShared: true), replicas.LeadershipB.Standing);
        Assert.True(replicas.LeadershipA.IsLeader);
        Assert.False(replicas.LeadershipB.IsLeader);
    }

    [Fact]
    [Trait("Fault", "F60")]
    public async Task StepAsync_LeaderPausedBeyondItsTerm_TheOtherLeadsAndTheLateDecisionIsRefused()
    {
        await using var replicas = await TwoReplicas.StartAsync();
        await replicas.LeadershipA.StepAsync(CancellationToken.None);
        await replicas.LeadershipB.StepAsync(CancellationToken.None);
        Assert.True((await DecideAsync(replicas.A, replicas.LeadershipA, "before")).IsAccepted);
        var toldItLeads = replicas.LeadershipA.IsLeader;

        // Only the other's clock runs on: to the paused one no time has passed, and it still believes to lead.
        replicas.ClockB.Advance(Term);
        await replicas.LeadershipB.StepAsync(CancellationToken.None);
        var late = await DecideAsync(replicas.A, replicas.LeadershipA, "late");

        Assert.True(toldItLeads && replicas.LeadershipA.IsLeader);
        Assert.Equal((LeaseRefusals.NotLeader, "a led in term 1; b leads in term 2."), (late.Refusal?.Code, late.Refusal?.Sentence));
        Assert.True((await DecideAsync(replicas.B, replicas.LeadershipB, "by-b")).IsAccepted);
        Assert.Equal(["before", "by-b"], (await replicas.A.Get<ModelQueries>().ListAsync(CancellationToken.None)).Select(m => m.Name));
        replicas.ClockA.Advance(Term / 3);
        await replicas.LeadershipA.StepAsync(CancellationToken.None);
        Assert.Equal(new LeaderStanding("a", "b", 2, IsShared: true), replicas.LeadershipA.Standing);
    }

    [Fact]
    public async Task StepAsync_LeaderThatRenews_KeepsTheLease()
    {
        await using var replicas = await TwoReplicas.StartAsync();
        for (var step = 0; step < 10; step++)
        {
            await replicas.LeadershipA.StepAsync(CancellationToken.None);
            await replicas.LeadershipB.StepAsync(CancellationToken.None);
            replicas.Advance(Term / 3);
        }

        Assert.Equal(("a", 1L), (replicas.LeadershipB.Standing.Leader, replicas.LeadershipB.Standing.Epoch));
    }

    [Fact]
    public async Task IsLeader_NoRenewalForAWholeTerm_StopsByItsOwnClock()
    {
        await using var replicas = await TwoReplicas.StartAsync();
        await replicas.LeadershipA.StepAsync(CancellationToken.None);

        replicas.ClockA.Advance(Term);

        Assert.False(replicas.LeadershipA.IsLeader);
        Assert.Null(replicas.LeadershipA.Standing.Leader);
    }

    [Fact]
    public async Task ReleaseAsync_StopInPeace_LetsTheOtherLeadAtOnce()
    {
        await using var replicas = await TwoReplicas.StartAsync();
        await replicas.LeadershipA.StepAsync(CancellationToken.None);

        await replicas.LeadershipA.ReleaseAsync(CancellationToken.None);
        await replicas.LeadershipB.StepAsync(CancellationToken.None);

        Assert.Equal(("b", 2L), (replicas.LeadershipB.Standing.Leader, replicas.LeadershipB.Standing.Epoch));
        Assert.Equal(LeaseRefusals.NotLeader, (await DecideAsync(replicas.A, replicas.LeadershipA, "late")).Refusal?.Code);
    }

    [Fact]
    [Trait("Fault", "F60")]
    public async Task RunAsync_ReplicaPausedInTheMiddleOfItsTransaction_HoldsNobodyUpAndItsCommitIsRefused()
    {
        await using var replicas = await TwoReplicas.StartAsync("?Options=-c%20idle_in_transaction_session_timeout%3D200ms");
        await replicas.LeadershipA.StepAsync(CancellationToken.None);
        var (isIn, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());

        var paused = replicas.A.State.RunAsync(replicas.LeadershipA.Fenced<RegisteredModel>(async (context, _) =>
        {
            isIn.SetResult();
            await goOn.Task;
            return Add(context, "paused");
        }), CancellationToken.None);
        await isIn.Task;
        var other = await replicas.B.State.RunAsync<RegisteredModel>((context, _) => Task.FromResult<Outcome<RegisteredModel>>(Add(context, "other")), CancellationToken.None);
        goOn.SetResult();

        Assert.True(other.IsAccepted, other.Refusal?.ToString());
        Assert.Equal(DataRefusals.Unreachable, (await paused).Refusal?.Code);
        Assert.Equal(["other"], (await replicas.B.Get<ModelQueries>().ListAsync(CancellationToken.None)).Select(m => m.Name));
    }

    private static Task<Outcome<RegisteredModel>> DecideAsync(TestDatabase database, LeasedLeadership leadership, string name) => database.State.RunAsync(
        leadership.Fenced<RegisteredModel>((context, _) => Task.FromResult<Outcome<RegisteredModel>>(Add(context, name))), CancellationToken.None);

    private static RegisteredModel Add(StateContext context, string name)
    {
        var model = RegisteredModelBuilder.AModel(name, 1);
        new ModelStore(context).Add(model);
        return model;
    }
}
