using ControlPlane.Domain.Analysis.Quality;
using ControlPlane.Web.Features.Quality;

namespace ControlPlane.Web.Tests.Features.Quality;

public sealed class MistakeCostDraftTests
{
    [Fact]
    public void ToCosts_TypedNumbers_AreDeclaredAndZeroesAreNot()
    {
        var draft = new MistakeCostDraft(["legit", "fraud"], [new MistakeCost("legit", "fraud", 40)]);

        draft.Type("fraud", "legit", " 2.5 ");
        draft.Type("fraud", "fraud", "-10");
        draft.Type("legit", "legit", "0");

        Assert.Equal([new MistakeCost("fraud", "fraud", -10), new MistakeCost("fraud", "legit", 2.5), new MistakeCost("legit", "fraud", 40)], draft.ToCosts());
    }

    [Theory]
    [InlineData("a lot")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("1,5")]
    public void Problem_WhatIsNoFiniteNumber_NamesThePairAndTheRemedy(string typed)
    {
        var draft = new MistakeCostDraft(["legit", "fraud"], []);

        draft.Type("legit", "fraud", typed);

        Assert.True(draft.IsWrong("legit", "fraud"));
        Assert.Equal($"The cost of answering 'legit' where 'fraud' is true is '{typed}': use a finite number with a point, such as 2.5, or leave it empty for 0.", draft.Problem);
        Assert.Throws<InvalidOperationException>(draft.ToCosts);
    }

    [Fact]
    public void Add_AClassTwice_OffersItOnce()
    {
        var draft = new MistakeCostDraft(["cat"], []);

        draft.Add(" koala ");
        draft.Add("koala");
        draft.Add("");

        Assert.Equal(["cat", "koala"], draft.Classes);
    }
}
