using ControlPlane.Contracts.Routing;
using ControlPlane.Domain.Agents;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Web.Components;
using ControlPlane.Web.Features.Endpoints;

namespace ControlPlane.Web.Tests.Features;

public sealed class EndpointStandingTests
{
    private static readonly EndpointFacts Stable = Facts.Of("pets", ("v1", 10_000));
    private static readonly EndpointFacts Split = Facts.Of("pets", ("v1", 9000), ("v2", 1000));

    public static TheoryData<string, EndpointFacts, StatusKind, string> Cases() => new()
    {
        { "all on stable", Stable, StatusKind.Fine, "All traffic on v1; the agent has it." },
        { "split", Split, StatusKind.Watching, "10 % to v2, 90 % to the stable v1; the agent has it." },
        { "no agents", Stable with { Agents = [] }, StatusKind.NeedsYou, "No agent has joined the pool production, so nobody answers callers." },
        { "all lost", Stable with { Agents = [Facts.AnAgent("a", "pets", AgentHealth.Lost)] }, StatusKind.NeedsYou, "The only agent of the pool production is not heard of." },
        { "one lost", Stable with { Agents = [Facts.AnAgent("a", "pets"), Facts.AnAgent("b", "pets", AgentHealth.Lost)] }, StatusKind.Watching, "All traffic on v1; b is not heard of." },
        { "refusing", Stable with { Agents = [Facts.AnAgent("a", "pets", AgentHealth.Refusing)] }, StatusKind.NeedsYou, "a: Why it is so." },
        {
            "diverting", Split with { Agents = [Facts.AnAgent("a", "pets", AgentHealth.Diverting, 5, "v2")] }, StatusKind.NeedsYou,
            "a sends callers of v2 to the stable version: Why it is so."
        },
        { "spreading", Split with { Agents = [Facts.AnAgent("a", "pets", routeRevision: 4), Facts.AnAgent("b", "pets")] }, StatusKind.Watching, "10 % to v2, 90 % to the stable v1; 1 of 2 agents have it, a not yet." },
        { "no traffic", Stable with { Window = [] }, StatusKind.Unknown, "All traffic on v1, but no requests in the last 60 s." },
        {
            "small challenger failing", Split with { Window = [Facts.AWindow("v1", 980), Facts.AWindow("v2", 20, modelErrors: 16)] }, StatusKind.NeedsYou,
            "80.0 % of 20 requests to v2 failed in 60 s; of all 1,000 it is 1.6 %."
        },
        { "too few to judge", Stable with { Window = [Facts.AWindow("v1", 19, modelErrors: 19)] }, StatusKind.Fine, "All traffic on v1; the agent has it." },
        { "callers' own mistakes", Stable with { Window = [Facts.AWindow("v1", 100, rejected: 90)] }, StatusKind.Fine, "All traffic on v1; the agent has it." },
        {
            "undo open", Stable with { Endpoint = Stable.Endpoint with { UndoUntil = Facts.Now.AddSeconds(4) } }, StatusKind.RolledBack,
            "All traffic on v1 after a rollback; the agent has it."
        },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Judge_Facts_SaysTheMostUrgentThing(string circumstance, EndpointFacts facts, StatusKind kind, string sentence)
    {
        var standing = EndpointStandingRule.Judge(facts);

        Assert.True(kind == standing.Kind, circumstance);
        Assert.Equal(sentence, standing.Sentence);
    }

    [Fact]
    public void Judge_EndpointStoppedByARecreate_NeedsSomebody()
    {
        var standing = EndpointStandingRule.Judge(Stable with { Endpoint = Stable.Endpoint with { Overlay = new RoutingOverlay { IsSuspended = true } } });

        Assert.Equal((StatusKind.NeedsYou, "Stopped"), (standing.Kind, standing.Word));
    }

    [Fact]
    public void Judge_WholeAgentsSwitched_SaysHowManyAndDrawsTheirShare()
    {
        var cohort = new AgentCohort { Name = "switched", Agents = ["agent-1"], Split = [new VariantBuckets("v2", [new BucketInterval(0, 10_000)])] };
        var facts = Facts.Of("pets", ("v1", 10_000), ("v2", 0));
        facts = facts with { Agents = [.. facts.Agents, Facts.AnAgent("agent-2", "pets")], Endpoint = facts.Endpoint with { Overlay = new RoutingOverlay { Cohorts = [cohort] } } };

        Assert.Equal("v2 alone on 1 of 2 agents, v1 on the others; all 2 agents have it.", EndpointStandingRule.Judge(facts).Sentence);
        Assert.Equal([5_000, 5_000], facts.Shares().Select(s => s.SetWeight));
    }

    [Fact]
    public void RollBack_TargetThatTakesLess_SaysSoBeforeTheClick()
    {
        var back = Stable with { Endpoint = Stable.Endpoint with { StableVersion = 2, PreviousStableVersion = 1, IsPreviousWarm = false } };

        var offer = RollBackOffer.Of(back, [new SignatureDifference("inputs.age", "is sent by callers, but the new version does not take it", IsBlocking: true)]);

        Assert.Contains("v1 is no longer held ready, so agents load it first and v2 answers until they have.", offer.Effect);
        Assert.Contains("Beware: inputs.age is sent by callers", offer.Effect);
    }

    [Fact]
    public void RollBack_SplitOpen_GoesToStable()
    {
        var offer = RollBackOffer.Of(Split);

        Assert.Equal((1, "v1 goes from 90 % to 100 % on 1 agent, at once."), (offer.TargetVersion, offer.Effect));
    }

    [Fact]
    public void RollBack_ToAStableVersionThatFailsByItself_SaysSoBeforeTheClick()
    {
        var offer = RollBackOffer.Of(Split with { Window = [Facts.AWindow("v1", 100, modelErrors: 30)] });

        Assert.Equal("v1 goes from 90 % to 100 % on 1 agent, at once. Beware: 30.0 % of 100 requests to v1 failed in 60 s by itself; rolling forward may be better.", offer.Effect);
    }

    [Fact]
    public void RollBack_AllOnStable_GoesToTheOneBefore()
    {
        var offer = RollBackOffer.Of(Stable with { Endpoint = Stable.Endpoint with { StableVersion = 2, PreviousStableVersion = 1 } });

        Assert.Equal((1, "All traffic goes from v2 to v1, the stable version before, on 1 agent, at once."), (offer.TargetVersion, offer.Effect));
    }

    [Fact]
    public void RollBack_NothingBefore_SaysWhyNot()
    {
        var offer = RollBackOffer.Of(Stable);

        Assert.Null(offer.TargetVersion);
        Assert.Equal("v1 has all traffic and no version was stable before it, so there is nothing to go back to.", offer.UnavailableBecause);
    }
}
