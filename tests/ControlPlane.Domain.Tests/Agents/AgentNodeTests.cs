using ControlPlane.Contracts.Agents;
using ControlPlane.Domain.Agents;
using ControlPlane.Domain.Tests.Building;
using static ControlPlane.Domain.Tests.Building.AgentBuilder;

namespace ControlPlane.Domain.Tests.Agents;

public sealed class AgentNodeTests
{
    [Fact]
    public void Join_ManyThingsWrong_ListsThemAll()
    {
        var request = new JoinRequest
        {
            JoinToken = "t",
            Name = "",
            Pool = "My Pool",
            Labels = new Dictionary<string, string> { [""] = "x" },
        };

        var refusal = AgentNode.Join(new AgentId("a"), request, "h", Moment.Noon).Refusal;

        Assert.Equal(["pool", "name", "labels"], refusal!.Fields.Select(f => f.Field));
    }

    [Fact]
    public void Report_Acknowledgement_MovesBothPositions()
    {
        var agent = AnAgent();

        agent.Report(AHello(), Moment.Noon);
        agent.Report(AnAcknowledgement(5, AVersion(1)), Moment.Noon.AddSeconds(1));

        Assert.Equal((new TablePosition(1, 5), new TablePosition(1, 5)), (agent.Reported, agent.Acknowledged));
        Assert.Equal(Moment.Noon.AddSeconds(1), agent.LastContactAt);
    }

    [Fact]
    [Trait("Fault", "F33")]
    public void Report_AcknowledgementThatComesLate_DoesNotFallBack()
    {
        var agent = AnAgent();
        agent.Report(AnAcknowledgement(6), Moment.Noon);

        agent.Report(AnAcknowledgement(5), Moment.Noon);

        Assert.Equal(6, agent.Acknowledged.Revision);
    }

    [Fact]
    public void Report_RefusalThenANewerTable_ForgetsTheRefusal()
    {
        var agent = AnAgent();
        agent.Report(ARefusal(5, inForce: 4), Moment.Noon);
        Assert.Equal(4, agent.Reported.Revision);

        agent.Report(AnAcknowledgement(4), Moment.Noon);
        Assert.NotNull(agent.LastRefusal);

        agent.Report(AnAcknowledgement(6), Moment.Noon);
        Assert.Null(agent.LastRefusal);
    }

    [Fact]
    public void CheckCredential_Removed_SaysSo()
    {
        var agent = AnAgent();
        var shown = new BearerSecret { Id = "agent-1", Hash = BearerSecret.HashOf(Secret) };
        Assert.Null(agent.CheckCredential(shown, Moment.Noon));

        agent.Revoke(Moment.Noon.AddHours(1));
        agent.Revoke(Moment.Noon.AddHours(2));

        Assert.Equal(AgentRefusals.Revoked, agent.CheckCredential(shown, Moment.Noon)?.Code);
        Assert.Equal(Moment.Noon.AddHours(1), agent.RevokedAt);
    }

    [Fact]
    public void CheckCredential_WrongSecret_DoesNotSayWhetherItWasRemoved()
    {
        var agent = AnAgent();
        agent.Revoke(Moment.Noon);

        Assert.Equal(AgentRefusals.TokenInvalid, agent.CheckCredential(new BearerSecret { Id = "agent-1", Hash = BearerSecret.HashOf(new byte[32]) }, Moment.Noon)?.Code);
    }
}
