using Bunit;
using ControlPlane.Web.Components.Charts;
using ControlPlane.Web.Shell;
using Microsoft.JSInterop;

namespace ControlPlane.Web.Tests.Components.Charts;

public sealed class MetricChartTests : ComponentContext
{
    [Fact]
    public void Summary_WithGap_SaysLastAndBounds()
    {
        var chart = Render<MetricChart>(p => p.Add(c => c.Picture, APicture([80, null, 95, 90])));

        Assert.Equal("Requests over 8 s: v1 90/s at last, between 80/s and 95/s.", chart.Find("[role=img]").GetAttribute("aria-label"));
    }

    [Fact]
    public void Summary_MoreThanAnHour_SaysItsMinutesToo()
    {
        var picture = APicture([80, 90]) with { To = APicture([80]).From.AddMinutes(100) };

        Assert.StartsWith("Requests over 1 h 40 min: ", picture.Describe(), StringComparison.Ordinal);
    }

    [Fact]
    public void NoValues_Empty_SaysSo()
    {
        var chart = Render<MetricChart>(p => p.Add(c => c.Picture, APicture([null, null])).Add(c => c.EmptySentence, "No requests yet."));

        Assert.Equal("No requests yet.", chart.Find("p").TextContent);
    }

    [Fact]
    public void TableTwin_Asked_ShowsNewestFirstAndGapsAsDashes()
    {
        var chart = Render<MetricChart>(p => p.Add(c => c.Picture, APicture([80, null, 95])));

        chart.Find("button[aria-label='Requests as a table']").Click();

        Assert.Equal(["95/s", "–", "80/s"], chart.FindAll("tbody td").Select(c => c.TextContent));
    }

    [Fact]
    public void Picture_Changed_IsFedToTheDrawingOnce()
    {
        var module = JSInterop.SetupModule("./js/chart.js");
        module.Mode = JSRuntimeMode.Loose;
        var drawing = module.SetupModule("draw", _ => true);
        drawing.Mode = JSRuntimeMode.Loose;
        var chart = Render<MetricChart>(p => p.Add(c => c.Picture, APicture([80])));
        var next = APicture([80, 90]);

        chart.Render(p => p.Add(c => c.Picture, next));
        chart.Render(p => p.Add(c => c.Picture, next));

        Assert.Single(drawing.Invocations, i => i.Identifier == "update");
    }

    [Fact]
    public async Task Dispose_Drawn_EndsTheDrawing()
    {
        var module = JSInterop.SetupModule("./js/chart.js");
        var drawing = module.SetupModule("draw", _ => true);
        drawing.Mode = JSRuntimeMode.Loose;
        Render<MetricChart>(p => p.Add(c => c.Picture, APicture([80])));

        await DisposeComponentsAsync();

        Assert.Single(drawing.Invocations, i => i.Identifier == "dispose");
    }

    [Theory]
    [InlineData(true, "The rollout has ended.")]
    [InlineData(false, "This page stopped working")]
    public async Task Draw_TheBrowserHasNoElementToDrawOn_IsAFailureOfThePageOnlyWhileTheChartIsOnIt(bool hasLeft, string shown)
    {
        var drawing = JSInterop.SetupModule("./js/chart.js").SetupModule("draw", _ => true);
        drawing.Mode = JSRuntimeMode.Loose;
        var feeding = drawing.SetupVoid("update", _ => true);
        var page = Render<PageErrorBoundary>(p => p.AddChildContent<MetricChart>(c => c.Add(x => x.Picture, APicture([80]))));
        page.Render(p => p.AddChildContent<MetricChart>(c => c.Add(x => x.Picture, APicture([80, 90]))));
        if (hasLeft)
            page.Render(p => p.AddChildContent("<p>The rollout has ended.</p>"));

        feeding.SetException(new JSException("Cannot read properties of null"));
        await page.InvokeAsync(() => { });

        page.WaitForAssertion(() => Assert.Contains(shown, page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public void Window_Bounds_LeaveTheUnfinishedStepOut()
    {
        var (from, to) = ChartWindow.Of("1h").BoundsAt(Now.AddSeconds(17));

        Assert.Equal(Now.AddSeconds(10), to);
        Assert.Equal(TimeSpan.FromHours(1), to - from);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("nonsense")]
    public void Window_UnknownWord_IsTheShortest(string? word) => Assert.Equal("5m", ChartWindow.Of(word).Word);

    private ChartPicture APicture(double?[] values) => new()
    {
        Title = "Requests",
        Unit = ChartUnit.PerSecond,
        From = Now,
        To = Now.AddSeconds(2 * values.Length),
        Times = [.. values.Select((_, i) => Now.AddSeconds(2 * i))],
        Series = [new ChartSeries("v1", "slot-0", [], values)],
    };
}
