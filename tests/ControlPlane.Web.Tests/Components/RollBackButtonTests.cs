using Bunit;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Web.Components;

namespace ControlPlane.Web.Tests.Components;

public sealed class RollBackButtonTests : ComponentContext
{
    private int _rollBacks;
    private int _undos;
    private Refusal? _answer;

    [Fact]
    public void Click_TargetKnown_RollsBackWithoutAsking()
    {
        var button = RenderButton();

        button.Find("button").Click();

        Assert.Equal(1, _rollBacks);
        Assert.Contains("Roll back to v1", button.Find("button").TextContent);
    }

    [Fact]
    public void Hint_Always_SaysWhatWillHappen()
    {
        var button = RenderButton();

        Assert.Equal("Roll back to v1 at pets. From 90 % to 100 % on v1, on 3 agents.", button.Find("button").GetAttribute("aria-label"));
    }

    [Fact]
    public void Click_NothingToGoBackTo_SaysWhyAndDoesNothing()
    {
        var button = RenderButton(unavailableBecause: "v1 has all traffic and nothing was stable before it.");

        button.Find("button").Click();

        Assert.Equal(0, _rollBacks);
        Assert.Equal("true", button.Find("button").GetAttribute("aria-disabled"));
        Assert.Contains("nothing was stable before it", button.Find("button").GetAttribute("data-hint"));
    }

    [Fact]
    public void Click_Refused_ShowsTheSentence()
    {
        _answer = new Refusal("endpoint_not_found", "There is no endpoint 'pets'.");
        var button = RenderButton();

        button.Find("button").Click();

        Assert.Equal("There is no endpoint 'pets'.", button.Find("[role=alert]").TextContent);
    }

    [Fact]
    public void UndoOpen_EachSecond_CountsDownAndEnds()
    {
        var button = RenderButton(undoUntil: Now.AddSeconds(10), measured: "all 3 agents in 84 ms");
        Assert.Equal("Undo 10 s", button.Find("button").TextContent.Trim());
        Assert.Contains("all 3 agents in 84 ms", button.Find("[role=status]").TextContent);

        Clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal("Undo 7 s", button.Find("button").TextContent.Trim());

        Clock.Advance(TimeSpan.FromSeconds(7));
        Assert.Contains("Roll back to v1", button.Find("button").TextContent);
    }

    [Fact]
    public void Undo_Pressed_TakesItBack()
    {
        var button = RenderButton(undoUntil: Now.AddSeconds(10));

        button.Find("button").Click();

        Assert.Equal((0, 1), (_rollBacks, _undos));
    }

    [Fact]
    public async Task Dispose_AfterRender_LeavesNoListener()
    {
        RenderButton();
        Assert.Equal(1, CircuitClock.ListenerCount);

        await DisposeComponentsAsync();

        Assert.Equal(0, CircuitClock.ListenerCount);
    }

    private IRenderedComponent<RollBackButton> RenderButton(string? unavailableBecause = null, DateTimeOffset? undoUntil = null, string? measured = null) =>
        Render<RollBackButton>(p => p
            .Add(b => b.Endpoint, "pets")
            .Add(b => b.TargetVersion, 1)
            .Add(b => b.Effect, "From 90 % to 100 % on v1, on 3 agents.")
            .Add(b => b.UnavailableBecause, unavailableBecause)
            .Add(b => b.UndoUntil, undoUntil)
            .Add(b => b.Measured, measured)
            .Add(b => b.OnUndo, () => _undos++)
            .Add(b => b.OnRollBack, () =>
            {
                _rollBacks++;
                return Task.FromResult(_answer);
            }));
}
