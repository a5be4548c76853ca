using Bunit;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data;
using ControlPlane.Data.Replicas;
using ControlPlane.Web.Shell;
using ControlPlane.Web.Tests.Components;
using Microsoft.Extensions.DependencyInjection;

namespace ControlPlane.Web.Tests.Shell;

public sealed class ReplicaNoticeTests : ComponentContext
{
    [Theory]
    [InlineData("a", "a", "leads")]
    [InlineData("b", "a", "a leads")]
    [InlineData("b", null, "no replica leads")]
    public void ReplicaNotice_Shared_SaysWhereThePageComesFromAndWhoLeads(string replica, string? leader, string word)
    {
        var notice = RenderWith(new LeaderStanding(replica, leader, 3, IsShared: true));

        Assert.Equal([replica, word], notice.FindAll(".replica > span").Select(s => s.TextContent));
    }

    [Fact]
    public void ReplicaNotice_OneControlPlaneAlone_SaysNothing() =>
        Assert.Empty(RenderWith(new LeaderStanding("a", "a", 1, IsShared: false)).FindAll(".replica"));

    private IRenderedComponent<ReplicaNotice> RenderWith(LeaderStanding standing)
    {
        Services.AddSingleton<ILeadership>(new ToldLeadership(standing));
        return Render<ReplicaNotice>();
    }

    private sealed class ToldLeadership(LeaderStanding standing) : ILeadership
    {
        public LeaderStanding Standing => standing;

        public bool IsLeader => standing.IsLeader;

        public ValueTask<Refusal?> CheckAsync(StateContext context, CancellationToken cancellationToken) => ValueTask.FromResult<Refusal?>(null);
    }
}
