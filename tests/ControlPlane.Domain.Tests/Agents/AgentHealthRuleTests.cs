using ControlPlane.Contracts.Agents;
using ControlPlane.Domain.Agents;
using ControlPlane.Domain.Tests.Building;
using static ControlPlane.Domain.Tests.Building.AgentBuilder;

namespace ControlPlane.Domain.Tests.Agents;

public sealed class AgentHealthRuleTests
{
    private static readonly TablePosition Desired = new(1, 5);

    public static TheoryData<string, Action<AgentNode>, double, AgentHealth, string> Cases() => new()
    {
        { "never connected", _ => { }, 0, AgentHealth.Absent, "Joined, but has not connected yet." },
        { "in force", a => a.Report(AnAcknowledgement(5, AVersion(1)), Moment.Noon), 14.9, AgentHealth.Fresh, "Table 5 is in force; 1 versions are ready." },
        { "silent", a => a.Report(AnAcknowledgement(5), Moment.Noon), 15, AgentHealth.Lost, "Not heard of for 15 s; it goes on serving by table 5." },
        { "silent for days", a => a.Report(AnAcknowledgement(5), Moment.Noon), 864_000, AgentHealth.Lost, "Not heard of for 10 days; it goes on serving by table 5." },
        { "behind", a => a.Report(AnAcknowledgement(4), Moment.Noon), 1, AgentHealth.Converging, "Has table 4, wanted is 5." },
        {
            "ahead", a => a.Report(AnAcknowledgement(9), Moment.Noon), 1, AgentHealth.Converging,
            "Has table (1, 9), which is newer than (1, 5): this database is older than the agent."
        },
        {
            "loading", a => a.Report(AnAcknowledgement(5, AVersion(1), AVersion(2, PreparationState.Loading)), Moment.Noon), 1, AgentHealth.Converging,
            "Table 5 is accepted; 1 of 2 versions are being prepared."
        },
        {
            "a version refused", a => a.Report(AnAcknowledgement(5, AVersion(1), AVersion(2, PreparationState.Refused)), Moment.Noon), 1, AgentHealth.Diverting,
            "Cannot serve pets version 2 (model_rejected); its traffic goes to the stable version."
        },
        {
            "table refused", a => a.Report(ARefusal(5, 4), Moment.Noon), 1, AgentHealth.Refusing,
            "Refuses table 5 (wrong_cluster) and serves by table 4: Made by another installation."
        },
        { "older table refused", a => a.Report(ARefusal(3, 2), Moment.Noon), 1, AgentHealth.Converging, "Has table 2, wanted is 5." },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Judge_Situation_SaysWordAndSentence(string situation, Action<AgentNode> report, double secondsLater, AgentHealth health, string sentence)
    {
        var agent = AnAgent();
        report(agent);

        var judged = AgentHealthRule.Judge(agent, Desired, Moment.Noon.AddSeconds(secondsLater));

        Assert.True((health, sentence) == judged, $"{situation}: {judged}");
    }

    [Fact]
    public void Judge_Removed_SaysNothingElse()
    {
        var agent = AnAgent();
        agent.Report(AnAcknowledgement(5), Moment.Noon);
        agent.Revoke(Moment.Noon);

        Assert.Equal(AgentHealth.Removed, AgentHealthRule.Judge(agent, Desired, Moment.Noon).Health);
    }
}
