using ControlPlane.Domain.Endpoints;
using ControlPlane.Domain.Tests.Building;
using static ControlPlane.Domain.Tests.Building.EndpointBuilder;

namespace ControlPlane.Domain.Tests.Endpoints;

public sealed class RollBackTests
{
    private static readonly DateTimeOffset Later = Moment.Noon.AddMinutes(5);

    [Fact]
    public void RollBack_SplitNotWhollyStable_SendsEverybodyToTheStableVersion()
    {
        var endpoint = AnEndpoint().Split((1, 5_000), (2, 3_000), (3, 2_000));

        var change = endpoint.RollBack(Later);

        Assert.Equal("v1 10000 Champion, v2 0 Challenger, v3 0 Challenger", endpoint.Words());
        Assert.Equal("Rolled back to version 1: from v1 50 %, v2 30 %, v3 20 % to v1 100 %.", change.Sentence);
        Assert.Equal(3, endpoint.RouteRevision);
    }

    [Fact]
    public void RollBack_EverythingOnAChallenger_GoesToTheStableVersion()
    {
        var endpoint = AnEndpoint().Split((2, 10_000));

        endpoint.RollBack(Later);

        Assert.Equal("v1 10000 Champion, v2 0 Challenger", endpoint.Words());
    }

    [Fact]
    public void RollBack_AlreadyWhollyStable_PreviousStableVersionBecomesStable()
    {
        var endpoint = Promoted();

        var change = endpoint.RollBack(Later);

        Assert.Equal("v2 0 Challenger, v1 10000 Champion", endpoint.Words());
        Assert.Equal((1, null), (endpoint.StableVersion, endpoint.PreviousStableVersion));
        Assert.Equal("Rolled back to version 1: from v2 100 % to v1 100 %.", change.Sentence);
    }

    [Fact]
    public void RollBack_NothingToGoBackTo_ChangesNothing()
    {
        var endpoint = AnEndpoint();

        var change = endpoint.RollBack(Later);

        Assert.False(change.HasEffect);
        Assert.Equal("Nothing to roll back: version 1 answers everybody.", change.Sentence);
        Assert.Equal(1, endpoint.RouteRevision);
        Assert.Null(endpoint.UndoState);
    }

    [Fact]
    public void RollBack_TwiceAtOnce_GoesBackOnlyOnce()
    {
        var endpoint = Promoted().Split((2, 9_000), (3, 1_000));

        endpoint.RollBack(Later);
        var again = endpoint.RollBack(Later.AddSeconds(9));

        Assert.False(again.HasEffect);
        Assert.Equal("v2 10000 Champion, v3 0 Challenger", endpoint.Words());
        Assert.True(endpoint.CanUndo(Later.AddSeconds(9)));
    }

    [Fact]
    public void RollBack_AgainAfterTheUndoTime_GoesToThePreviousStableVersion()
    {
        var endpoint = Promoted().Split((2, 9_000), (3, 1_000));

        endpoint.RollBack(Later);
        endpoint.RollBack(Later.AddSeconds(10));

        Assert.Equal(1, endpoint.StableVersion);
        Assert.Equal("v2 0 Challenger, v3 0 Challenger, v1 10000 Champion", endpoint.Words());
    }

    [Fact]
    public void RollBack_ForEver_EndsAtOneVersionAndStays()
    {
        var endpoint = Promoted().Split((2, 9_000), (3, 1_000));

        for (var minute = 1; minute < 10; minute++)
            endpoint.RollBack(Later.AddMinutes(minute));

        Assert.Equal(1, endpoint.StableVersion);
        Assert.Equal(10_000, endpoint.Champion.Weight);
    }

    [Fact]
    public void Undo_InTime_TheSameCallersAnswerToTheSameVariants()
    {
        var endpoint = AnEndpoint().Split((1, 8_000), (2, 1_000), (3, 1_000)).Split((1, 7_000), (2, 1_000), (3, 2_000));
        var before = endpoint.ToSnapshot();

        endpoint.RollBack(Later);
        var change = endpoint.Undo(Later.AddSeconds(9.999)).Value;

        Assert.Equal(before.Variants.SelectMany(v => v.Buckets), endpoint.Variants.SelectMany(v => v.Buckets));
        Assert.Equal("Rollback undone: from v1 100 % to v1 70 %, v2 10 %, v3 20 %.", change.Sentence);
        Assert.Equal(5, endpoint.RouteRevision);
    }

    [Fact]
    public void Undo_OfARollbackToThePreviousStableVersion_RestoresThePointers()
    {
        var endpoint = Promoted();

        endpoint.RollBack(Later);
        _ = endpoint.Undo(Later.AddSeconds(1)).Value;

        Assert.Equal((2, 1), (endpoint.StableVersion, endpoint.PreviousStableVersion));
        Assert.Equal("v2 10000 Champion", endpoint.Words());
    }

    [Fact]
    public void Undo_TooLate_SaysUntilWhenItWasPossible()
    {
        var endpoint = AnEndpoint().Split((1, 9_000), (2, 1_000));
        endpoint.RollBack(Later);

        var refusal = endpoint.Undo(Later.AddSeconds(10)).Refusal;

        Assert.Equal(EndpointRefusals.NothingToUndo, refusal?.Code);
        Assert.Equal("The rollback of 'pets' could be undone for 10 s, until 12:05:10 UTC.", refusal!.Sentence);
    }

    [Fact]
    public void Undo_AfterAnotherChange_Refuses()
    {
        var endpoint = AnEndpoint().Split((1, 9_000), (2, 1_000));
        endpoint.RollBack(Later);
        endpoint.Split((1, 5_000), (2, 5_000));

        Assert.Equal(EndpointRefusals.NothingToUndo, endpoint.Undo(Later.AddSeconds(1)).Refusal?.Code);
    }

    [Fact]
    public void Undo_Twice_RefusesTheSecond()
    {
        var endpoint = AnEndpoint().Split((1, 9_000), (2, 1_000));
        endpoint.RollBack(Later);

        Assert.True(endpoint.Undo(Later.AddSeconds(1)).IsAccepted);
        Assert.False(endpoint.Undo(Later.AddSeconds(2)).IsAccepted);
    }

    [Fact]
    public void Operations_InAnyOrder_KeepAChampionAndAFullSplit()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var chance = new Random(seed);
            var endpoint = AnEndpoint();
            var now = Moment.Noon;
            for (var step = 0; step < 40; step++)
            {
                now += TimeSpan.FromSeconds(chance.Next(20));
                var revision = endpoint.RouteRevision;
                var hasEffect = RandomLife.Step(endpoint, chance, now);

                Assert.Equal(10_000, endpoint.Variants.Sum(v => v.Weight));
                Assert.Equal(endpoint.StableVersion, endpoint.Champion.Version);
                Assert.Equal(hasEffect ? revision + 1 : revision, endpoint.RouteRevision);
                Assert.True(endpoint.Variants.Select(v => v.Order).SequenceEqual(endpoint.Variants.Select(v => v.Order).Distinct()), $"seed {seed}");
            }
        }
    }

    private static InferenceEndpoint Promoted()
    {
        var endpoint = AnEndpoint();
        _ = endpoint.Put(ADraft(stable: 2), Versions, Moment.Noon).Value;
        return endpoint;
    }
}
