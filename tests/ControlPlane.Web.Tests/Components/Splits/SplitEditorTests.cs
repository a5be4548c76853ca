using AngleSharp.Dom;
using Bunit;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Web.Components.Splits;

namespace ControlPlane.Web.Tests.Components.Splits;

public sealed class SplitEditorTests : ComponentContext
{
    private readonly List<SplitProposal> _proposals = [];
    private IReadOnlyList<SplitRow> _split = [new("v1", 1, 9000, IsStable: true, "slot-0"), new("v2", 2, 1000, IsStable: false, "slot-1")];
    private Refusal? _answer;

    [Fact]
    public void Range_Row_SpeaksItsShareInWords()
    {
        var editor = RenderEditor();

        var range = Range(editor, "v2");

        Assert.Equal("10 percent to v2", range.GetAttribute("aria-valuetext"));
        Assert.Equal(("0", "10000", "100"), (range.GetAttribute("min"), range.GetAttribute("max"), range.GetAttribute("step")));
    }

    [Fact]
    public void Range_Moved_OtherRowsFollowAndNothingIsSent()
    {
        var editor = RenderEditor();

        Range(editor, "v2").Input("2500");

        Assert.Equal("25 percent to v2", Range(editor, "v2").GetAttribute("aria-valuetext"));
        Assert.Equal("75 percent to v1", Range(editor, "v1").GetAttribute("aria-valuetext"));
        Assert.Empty(_proposals);
    }

    [Fact]
    public void Box_TwoDecimals_SetsExactBasisPoints()
    {
        var editor = RenderEditor();

        Box(editor, "v2").Change("0.37");
        Apply(editor).Click();

        Assert.Equal([9963, 37], _proposals.Single().Rows.Select(r => r.Weight));
    }

    [Fact]
    public void Box_NoNumber_SaysWhatIsRightAndKeepsTheDraft()
    {
        var editor = RenderEditor();

        Box(editor, "v2").Change("101");

        Assert.Equal("A share is a number from 0 to 100.", editor.Find("[role=alert]").TextContent);
        Assert.True(Apply(editor).HasAttribute("disabled"));
    }

    [Fact]
    public void Preset_Pressed_ApplySaysWhatWillHappenInNumbers()
    {
        var editor = RenderEditor();

        Preset(editor, "v2", 25).Click();

        Assert.Equal("Apply: v1 90 % → 75 %, v2 10 % → 25 %", Apply(editor).TextContent);
        Assert.Contains("goes to 3 agents at once", editor.Markup);
    }

    [Fact]
    public void Apply_WithReason_SendsDraftVersionAndReason()
    {
        var editor = RenderEditor();
        Preset(editor, "v2", 50).Click();
        editor.Find("input[placeholder^=Why]").Change(" looks good ");

        Apply(editor).Click();

        var proposal = Assert.Single(_proposals);
        Assert.Equal(7, proposal.BasedOn);
        Assert.Equal("looks good", proposal.Reason);
        Assert.Equal([5000, 5000], proposal.Rows.Select(r => r.Weight));
    }

    [Fact]
    public void Apply_Refused_ShowsTheSentenceAndKeepsTheDraft()
    {
        _answer = new Refusal("endpoint_changed_meanwhile", "Someone was faster.");
        var editor = RenderEditor();
        Preset(editor, "v2", 50).Click();

        Apply(editor).Click();

        Assert.Contains("Someone was faster.", editor.Find("[role=alert]").TextContent);
        Assert.Equal("50 percent to v2", Range(editor, "v2").GetAttribute("aria-valuetext"));
    }

    [Fact]
    public void Escape_DraftTouched_Discards()
    {
        var editor = RenderEditor();
        Preset(editor, "v2", 50).Click();

        editor.Find("section").KeyDown("Escape");

        Assert.Equal("10 percent to v2", Range(editor, "v2").GetAttribute("aria-valuetext"));
        Assert.Equal("Apply", Apply(editor).TextContent);
    }

    [Fact]
    public void Lock_Row_StopsItAndLimitsOthers()
    {
        _split = [.. _split, new("v3", 3, 0, IsStable: false, "slot-2")];
        var editor = RenderEditor();
        editor.Find("button[aria-label='Lock the share of v2']").Click();

        Preset(editor, "v3", 100).Click();

        Assert.True(Range(editor, "v2").HasAttribute("disabled"));
        Assert.Equal("90 percent to v3", Range(editor, "v3").GetAttribute("aria-valuetext"));
    }

    [Fact]
    public void AddVersion_Chosen_StandsAtZeroAndIsOfferedNoMore()
    {
        var editor = RenderEditor();

        editor.Find("select").Change("4");

        Assert.Equal("0 percent to v4", Range(editor, "v4").GetAttribute("aria-valuetext"));
        Assert.Equal("Apply: v4 added at 0 %", Apply(editor).TextContent.Replace("v4 0 % → 0 %, ", "", StringComparison.Ordinal));
        Assert.Empty(editor.FindAll("select"));
    }

    [Fact]
    public void RemoveVersion_Pressed_ShareGoesToStable()
    {
        var editor = RenderEditor();

        editor.Find("button[aria-label='Remove v2']").Click();
        Apply(editor).Click();

        Assert.Equal([("v1", 10_000)], _proposals.Single().Rows.Select(r => (r.Name, r.Weight)));
    }

    [Fact]
    public void SplitChangedElsewhere_DraftUntouched_ShowsTheNewOne()
    {
        var editor = RenderEditor();
        _split = [_split[0] with { Weight = 5000 }, _split[1] with { Weight = 5000 }];

        Rerender(editor, version: 8);

        Assert.Equal("50 percent to v2", Range(editor, "v2").GetAttribute("aria-valuetext"));
    }

    [Fact]
    public void SplitChangedElsewhere_DraftTouched_KeepsItAndSaysSo()
    {
        var editor = RenderEditor();
        Preset(editor, "v2", 25).Click();
        _split = [_split[0] with { Weight = 5000 }, _split[1] with { Weight = 5000 }];

        Rerender(editor, version: 8);

        Assert.Equal("25 percent to v2", Range(editor, "v2").GetAttribute("aria-valuetext"));
        Assert.Contains("The split was changed meanwhile", editor.Find("[role=status]").TextContent);
    }

    private IRenderedComponent<SplitEditor> RenderEditor() => Render<SplitEditor>(p => p
        .Add(e => e.Split, _split)
        .Add(e => e.ConcurrencyVersion, 7)
        .Add(e => e.AgentCount, 3)
        .Add(e => e.Versions, [new OfferedVersion(1, null), new OfferedVersion(2, null), new OfferedVersion(4, "smaller")])
        .Add(e => e.OnApply, proposal =>
        {
            _proposals.Add(proposal);
            return Task.FromResult(_answer);
        }));

    private void Rerender(IRenderedComponent<SplitEditor> editor, long version) =>
        editor.Render(p => p.Add(e => e.Split, _split).Add(e => e.ConcurrencyVersion, version));

    private static IElement Range(IRenderedComponent<SplitEditor> editor, string name) => editor.Find($"input[type=range][aria-label='Share of {name}']");

    private static IElement Box(IRenderedComponent<SplitEditor> editor, string name) => editor.Find($"input[type=number][aria-label='Share of {name} in per cent']");

    private static IElement Preset(IRenderedComponent<SplitEditor> editor, string name, int percent) =>
        editor.Find($"button[aria-label='{name} to {percent} per cent']");

    private static IElement Apply(IRenderedComponent<SplitEditor> editor) => editor.Find("button.button-primary");
}
