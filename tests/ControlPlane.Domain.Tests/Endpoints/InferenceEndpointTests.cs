using ControlPlane.Contracts.Routing;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Domain.Tests.Building;
using static ControlPlane.Domain.Tests.Building.EndpointBuilder;

namespace ControlPlane.Domain.Tests.Endpoints;

public sealed class InferenceEndpointTests
{
    [Fact]
    public void Create_Draft_StableVersionAnswersEverybody()
    {
        var (endpoint, change) = InferenceEndpoint.Create(ADraft(stable: 2), "salt", Versions, 0, Moment.Noon).Value;

        Assert.Equal("v2 10000 Champion", endpoint.Words());
        Assert.Equal((2, null, 1L, 1L), (endpoint.StableVersion, endpoint.PreviousStableVersion, endpoint.RouteRevision, endpoint.ConcurrencyVersion));
        Assert.Equal(("Created with the stable version 2: v2 100 %.", true), (change.Sentence, change.HasEffect));
        Assert.Null(change.Before);
    }

    [Fact]
    public void Create_NameThatWasUsedBefore_GoesOnWithTheRouteRevision() =>
        Assert.Equal(42, InferenceEndpoint.Create(ADraft(), "salt", Versions, 41, Moment.Noon).Value.Endpoint.RouteRevision);

    [Fact]
    public void Create_ManyThingsWrong_ListsThemAll()
    {
        var draft = ADraft("My Endpoint") with
        {
            Pool = "",
            Settings = new EndpointSettings
            {
                SegmentAttributes = ["a", "b", "c", "d"],
                Guards = new GuardLimits { ErrorShare = 2, MinimumRequests = 0 },
                Fallback = new FallbackAnswer(9, "{}"),
            },
        };

        var refusal = InferenceEndpoint.Create(draft, "salt", Versions, 0, Moment.Noon).Refusal;

        Assert.Equal(EndpointRefusals.Invalid, refusal?.Code);
        Assert.Equal(
            ["endpoint", "pool", "settings.segmentAttributes", "settings.guards.errorShare", "settings.guards.minimumRequests", "settings.fallback", "settings.fallback.version"],
            refusal!.Fields.Select(f => f.Field));
    }

    [Fact]
    public void SetSplit_NewChallenger_ComesAfterTheOthersAndChampionStays()
    {
        var endpoint = AnEndpoint().Split((2, 1_000), (1, 9_000));

        Assert.Equal("v1 9000 Champion, v2 1000 Challenger", endpoint.Words());
        Assert.Equal(2, endpoint.RouteRevision);
    }

    [Fact]
    public void SetSplit_EverythingToAChallenger_LeavesTheStablePointer()
    {
        var endpoint = AnEndpoint().Split((2, 10_000));

        Assert.Equal("v1 0 Champion, v2 10000 Challenger", endpoint.Words());
        Assert.Equal((1, null), (endpoint.StableVersion, endpoint.PreviousStableVersion));
    }

    [Fact]
    public void SetSplit_SecondVariantOfTheStableVersion_IsTheBaseline()
    {
        var endpoint = AnEndpoint();

        _ = endpoint.SetSplit([new(1, 8_000), new(1, 1_000, "baseline"), new(2, 1_000)], Versions, Moment.Noon).Value;

        Assert.Equal("v1 8000 Champion, baseline 1000 Baseline, v2 1000 Challenger", endpoint.Words());
    }

    [Fact]
    public void SetSplit_ChampionUnderAnotherName_TheOtherBecomesTheChampion()
    {
        var endpoint = AnEndpoint();

        _ = endpoint.SetSplit([new(1, 9_000, "control"), new(2, 1_000)], Versions, Moment.Noon).Value;

        Assert.Equal("control 9000 Champion, v2 1000 Challenger", endpoint.Words());
    }

    [Fact]
    public void SetSplit_ChampionsNameForAnotherVersion_ChampionGetsAFreeName()
    {
        var endpoint = AnEndpoint();

        _ = endpoint.SetSplit([new(2, 10_000, "v1")], Versions, Moment.Noon).Value;

        Assert.Equal("v1 10000 Challenger, v1-2 0 Champion", endpoint.Words());
    }

    [Fact]
    public void SetSplit_SameAgain_ChangesNothing()
    {
        var endpoint = AnEndpoint().Split((1, 9_000), (2, 1_000));
        var before = (endpoint.RouteRevision, endpoint.ConcurrencyVersion, endpoint.ChangedAt);

        var change = endpoint.SetSplit([new(1, 9_000), new(2, 1_000)], Versions, Moment.Noon.AddHours(1)).Value;

        Assert.False(change.HasEffect);
        Assert.Equal("Nothing changed: v1 90 %, v2 10 %.", change.Sentence);
        Assert.Equal(before, (endpoint.RouteRevision, endpoint.ConcurrencyVersion, endpoint.ChangedAt));
    }

    [Fact]
    public void SetSplit_Refused_LeavesTheEndpointAlone()
    {
        var endpoint = AnEndpoint().Split((1, 9_000), (2, 1_000));

        Assert.False(endpoint.SetSplit([new(1, 9_000), new(2, 2_000)], Versions, Moment.Noon).IsAccepted);
        Assert.Equal("v1 9000 Champion, v2 1000 Challenger", endpoint.Words());
    }

    [Fact]
    public void SetSplit_Change_SaysFromWhereToWhere()
    {
        var change = AnEndpoint().SetSplit([new(1, 8_750), new(2, 1_250)], Versions, Moment.Noon).Value;

        Assert.Equal("Split changed: from v1 100 % to v1 87.5 %, v2 12.5 %.", change.Sentence);
    }

    [Fact]
    public void Put_OtherStableVersion_PromotesAndRemembersTheOneBefore()
    {
        var endpoint = AnEndpoint().Split((1, 5_000), (2, 5_000));

        var change = endpoint.Put(ADraft(stable: 2), Versions, Moment.Noon).Value;

        Assert.Equal("v2 10000 Champion", endpoint.Words());
        Assert.Equal((2, 1), (endpoint.StableVersion, endpoint.PreviousStableVersion));
        Assert.Equal(EndpointEventKind.Promoted, change.Kind);
    }

    [Fact]
    public void Put_OtherSettings_KeepsTheSplitAndRaisesTheRouteRevision()
    {
        var endpoint = AnEndpoint().Split((1, 9_000), (2, 1_000));

        var change = endpoint.Put(ADraft() with { Settings = new EndpointSettings { SegmentAttributes = ["region"] } }, Versions, Moment.Noon).Value;

        Assert.Equal((EndpointEventKind.SettingsChanged, true, 3L), (change.Kind, change.HasEffect, endpoint.RouteRevision));
        Assert.Equal("v1 9000 Champion, v2 1000 Challenger", endpoint.Words());
    }

    [Theory]
    [InlineData(0, false, "No recorded outputs were there to remove.")]
    [InlineData(1, true, "Recorded outputs of 1 compared answer were removed for good.")]
    [InlineData(12, true, "Recorded outputs of 12 compared answers were removed for good.")]
    public void NoteRemovedOutputs_OfSoManyAnswers_IsAnEntryThatLeavesTheEndpointAsItIs(int answers, bool hasEffect, string sentence)
    {
        var endpoint = AnEndpoint().Split((1, 9_000), (2, 1_000));
        var before = (endpoint.RouteRevision, endpoint.ConcurrencyVersion);

        var change = endpoint.NoteRemovedOutputs(answers, Moment.Noon);

        Assert.Equal((EndpointEventKind.OutputsRemoved, hasEffect, sentence), (change.Kind, change.HasEffect, change.Sentence));
        Assert.Equal(before, (endpoint.RouteRevision, endpoint.ConcurrencyVersion));
    }

    [Fact]
    public void Put_SameAgain_ChangesNothing() =>
        Assert.False(AnEndpoint().Put(ADraft() with { Settings = new EndpointSettings { SegmentAttributes = [] } }, Versions, Moment.Noon).Value.HasEffect);

    [Fact]
    public void Put_OtherModelAndPool_RefusesBoth()
    {
        var refusal = AnEndpoint().Put(ADraft(model: "fraud") with { Pool = "staging" }, Versions, Moment.Noon).Refusal;

        Assert.Equal(EndpointRefusals.Fixed, refusal?.Code);
        Assert.Equal(["model", "pool"], refusal!.Fields.Select(f => f.Field));
    }

    [Fact]
    public void CheckUnchanged_OlderVersion_RefusesWithBothNumbers()
    {
        var endpoint = AnEndpoint().Split((1, 9_000), (2, 1_000));

        Assert.Null(endpoint.CheckUnchanged(null));
        Assert.Null(endpoint.CheckUnchanged(2));
        Assert.Equal(EndpointRefusals.ChangedMeanwhile, endpoint.CheckUnchanged(1)?.Code);
        Assert.Contains("at version 2", endpoint.CheckUnchanged(1)!.Sentence, StringComparison.Ordinal);
    }
}
