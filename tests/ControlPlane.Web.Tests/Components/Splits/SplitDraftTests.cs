using ControlPlane.Web.Components.Splits;
using FsCheck;
using FsCheck.Fluent;

namespace ControlPlane.Web.Tests.Components.Splits;

public sealed class SplitDraftTests
{
    [Fact]
    public void Set_ChallengerGrows_StableAloneGives()
    {
        var draft = ADraft(("v1", 8000), ("v2", 1500), ("v3", 500));

        draft.Set("v2", 2500);

        Assert.Equal([7000, 2500, 500], Weights(draft));
    }

    [Fact]
    public void Set_StableHasTooLittle_OthersGiveTheRest()
    {
        var draft = ADraft(("v1", 1000), ("v2", 3000), ("v3", 6000));

        draft.Set("v2", 5000);

        Assert.Equal([0, 5000, 5000], Weights(draft));
    }

    [Fact]
    public void Set_OthersLocked_StopsAtWhatTheyLeave()
    {
        var draft = ADraft(("v1", 8000), ("v2", 1500), ("v3", 500));
        draft.SetLock("v3", true);

        draft.Set("v2", 10_000);

        Assert.Equal([0, 9500, 500], Weights(draft));
        Assert.Equal(9500, draft.MostOf("v2"));
    }

    [Fact]
    public void Set_StableItself_OthersShareInProportion()
    {
        var draft = ADraft(("v1", 4000), ("v2", 4000), ("v3", 2000));

        draft.Set("v1", 7000);

        Assert.Equal([7000, 2000, 1000], Weights(draft));
    }

    [Fact]
    public void Set_RowLocked_NothingMoves()
    {
        var draft = ADraft(("v1", 9000), ("v2", 1000));
        draft.SetLock("v2", true);

        draft.Set("v2", 5000);

        Assert.False(draft.IsChanged);
    }

    [Fact]
    public void Set_AllOthersLocked_NothingMoves()
    {
        var draft = ADraft(("v1", 9000), ("v2", 1000));
        draft.SetLock("v1", true);

        draft.Set("v2", 0);

        Assert.Equal([9000, 1000], Weights(draft));
    }

    [Fact]
    public void Remove_Challenger_StableInherits()
    {
        var draft = ADraft(("v1", 9000), ("v2", 1000));

        draft.Remove("v2");

        Assert.Equal([10_000], Weights(draft));
        Assert.Equal(["v2"], draft.Removed);
    }

    [Fact]
    public void Remove_StableRow_Stays()
    {
        var draft = ADraft(("v1", 9000), ("v2", 1000));

        draft.Remove("v1");

        Assert.Equal(2, draft.Rows.Count);
    }

    [Fact]
    public void Constructor_WeightsShortOfTheWhole_Refuses() =>
        Assert.Throws<ArgumentException>(() => ADraft(("v1", 9000), ("v2", 999)));

    [Fact]
    public void Operations_AnySequence_WeightsStayAWholeAndLocksHold()
    {
        var step = from verb in Gen.Choose(0, 3)
                   from row in Gen.Choose(1, 5)
                   from weight in Gen.Choose(-500, 10_500)
                   select (verb, Name: $"v{row}", weight);

        Prop.ForAll(step.ListOf().ToArbitrary(), steps =>
        {
            var draft = ADraft(("v1", 6000), ("v2", 2500), ("v3", 1500));
            foreach (var (verb, name, weight) in steps)
            {
                var locked = draft.Rows.Where(r => r.IsLocked && r.Name != name).ToDictionary(r => r.Name, r => r.Weight);
                Apply(draft, verb, name, weight);
                if (draft.Rows.Sum(r => r.Weight) != SplitDraft.Whole || draft.Rows.Any(r => r.Weight < 0))
                    return false;
                if (verb == 0 && draft.Rows.Any(r => locked.TryGetValue(r.Name, out var kept) && kept != r.Weight))
                    return false;
            }

            return true;
        }).QuickCheckThrowOnFailure();
    }

    private static void Apply(SplitDraft draft, int verb, string name, int weight)
    {
        switch (verb)
        {
            case 0:
                draft.Set(name, weight);
                break;
            case 1:
                draft.SetLock(name, weight > 5000);
                break;
            case 2:
                draft.Add(name, name[1] - '0', "slot-4");
                break;
            default:
                draft.Remove(name);
                break;
        }
    }

    private static SplitDraft ADraft(params (string Name, int Weight)[] rows) =>
        new(rows.Select((r, i) => new SplitRow(r.Name, i + 1, r.Weight, IsStable: i == 0, $"slot-{i}")));

    private static IEnumerable<int> Weights(SplitDraft draft) => draft.Rows.Select(r => r.Weight);
}
