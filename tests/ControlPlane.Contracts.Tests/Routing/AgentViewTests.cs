using ControlPlane.Contracts.Routing;

namespace ControlPlane.Contracts.Tests.Routing;

/// <summary>One sealed table, several ways to answer it.</summary>
public sealed class AgentViewTests
{
    private static readonly IReadOnlyList<BucketInterval> All = [new(0, 10_000)];

    private static readonly EndpointRouting Endpoint = new()
    {
        Name = "pets",
        Model = "pets",
        RouteRevision = 7,
        Salt = "salt",
        StableVariant = "v1",
        Variants =
        [
            new VariantRouting { Name = "v1", Version = 1, Role = VariantRole.Champion, Weight = 10_000, Buckets = All },
            new VariantRouting { Name = "v2", Version = 2, Role = VariantRole.Challenger, Weight = 0 },
        ],
        Cohorts = [new AgentCohort { Name = "batch-1", Agents = ["a", "b"], Split = [new VariantBuckets("v2", All)], StableVariant = "v2" }],
    };

    [Fact]
    public void Of_AgentOfACohort_AnswersAsTheCohortSays()
    {
        var seen = AgentView.Of(Endpoint, "b");

        Assert.Equal([0, 10_000], seen.Variants.Select(v => v.Weight));
        Assert.Equal("v2", seen.StableVariant);
        Assert.Equal(7, seen.RouteRevision);
        Assert.Empty(seen.Cohorts);
    }

    [Fact]
    public void Of_AgentOutsideEveryCohort_AnswersAsTheEndpointSays()
    {
        var seen = AgentView.Of(Endpoint, "c");

        Assert.Equal([10_000, 0], seen.Variants.Select(v => v.Weight));
        Assert.Equal("v1", seen.StableVariant);
        Assert.Empty(seen.Cohorts);
    }

    [Fact]
    public void Of_SuspendedCohort_DoesNotAnswerThere()
    {
        var endpoint = Endpoint with { Cohorts = [Endpoint.Cohorts[0] with { IsSuspended = true }] };

        Assert.True(AgentView.Of(endpoint, "a").IsSuspended);
        Assert.False(AgentView.Of(endpoint, "c").IsSuspended);
    }

    [Fact]
    public void Of_VersionForSomeAgents_IsPreparedOnlyThere()
    {
        var table = TableOf(
            new PreparedVersion { Model = "pets", Version = 1, Digest = "d1", SizeBytes = 1, ExceptAgents = ["a"] },
            new PreparedVersion { Model = "pets", Version = 2, Digest = "d2", SizeBytes = 1, OnlyAgents = ["a", "b"] });

        Assert.Equal([2], AgentView.Of(table, "a").Prepare.Select(p => p.Version));
        Assert.Equal([1, 2], AgentView.Of(table, "b").Prepare.Select(p => p.Version));
        Assert.Equal([1], AgentView.Of(table, "c").Prepare.Select(p => p.Version));
    }

    [Fact]
    public void Of_TableThatTreatsAllAlike_IsTheSameInstance()
    {
        var table = TableOf() with { Endpoints = [Endpoint with { Cohorts = [] }] };

        Assert.Same(table, AgentView.Of(table, "a"));
    }

    [Fact]
    public void Check_AgentInTwoCohorts_IsRefused()
    {
        var twice = Endpoint.Cohorts[0] with { Name = "batch-2", Agents = ["b"] };
        var table = TableOf(
            new PreparedVersion { Model = "pets", Version = 1, Digest = "d1", SizeBytes = 1 },
            new PreparedVersion { Model = "pets", Version = 2, Digest = "d2", SizeBytes = 1 });

        Assert.Null(RoutingTableValidator.Check(table));
        var refusal = RoutingTableValidator.Check(table with { Endpoints = [Endpoint with { Cohorts = [Endpoint.Cohorts[0], twice] }] });
        Assert.Contains("name the agent b twice", refusal!.Sentence, StringComparison.Ordinal);
    }

    private static RoutingTable TableOf(params PreparedVersion[] prepare) => new()
    {
        ClusterId = "cluster",
        Pool = "production",
        Epoch = 1,
        Revision = 1,
        Prepare = prepare,
        Endpoints = [Endpoint],
    };
}
