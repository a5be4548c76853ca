using Bunit;
using ControlPlane.Domain.Analysis.Templates;
using ControlPlane.Web.Features.Rollouts;
using ControlPlane.Web.Tests.Components;

namespace ControlPlane.Web.Tests.Features.Rollouts;

public sealed class VerdictPanelTests : ComponentContext
{
    private static readonly MetricCheck Errors = new() { Metric = MetricName.ErrorShare, MaximumIncrease = 0.02, FailureLimit = 2 };

    [Fact]
    public void Tile_LimitIsPassed_ShowsValueChampionLimitRequestsAndTheReason()
    {
        var tile = Tile(Check(MeasurementResult.Fail, 0.061, failed: 3));

        Assert.Contains("is-fail", tile.ClassName);
        Assert.Equal("Beyond limit", tile.QuerySelector(".verdict-word")!.TextContent.Trim());
        Assert.Equal("6.1 %", tile.QuerySelector(".verdict-value")!.TextContent);
        Assert.Equal(["v1", "0.1 %", "limit", "2.1 %", "requests", "1,234"], tile.QuerySelectorAll(".verdict-facts dt, .verdict-facts dd").Select(f => f.TextContent));
        Assert.Contains("error-share of v2 is 6.1 %, allowed is at most 2.1 %. Failed 3 of 3 looks; more than 2 take it back.", tile.TextContent);
    }

    [Fact]
    public void Tile_WithinTheLimit_SaysSoWithTheSameNumbers()
    {
        var tile = Tile(Check(MeasurementResult.Pass, 0.002));

        Assert.Contains("is-pass", tile.ClassName);
        Assert.Equal("Within limits", tile.QuerySelector(".verdict-word")!.TextContent.Trim());
        Assert.Equal("0.2 %", tile.QuerySelector(".verdict-value")!.TextContent);
        Assert.DoesNotContain("looks", tile.TextContent);
    }

    [Theory]
    [InlineData(MeasurementResult.Fail, "is-doubt", "Look failed")]
    [InlineData(MeasurementResult.Error, "is-unknown", "Too few yet")]
    [InlineData(MeasurementResult.NoData, "is-unknown", "No data")]
    public void Tile_WithoutAVerdict_NeverLooksLikeSuccess(MeasurementResult result, string look, string word)
    {
        var tile = Tile(Check(result, null));

        Assert.Contains(look, tile.ClassName);
        Assert.Equal(word, tile.QuerySelector(".verdict-word")!.TextContent.Trim());
    }

    [Fact]
    public void Tile_NotMeasuredYet_SaysWhatItWaitsFor()
    {
        var tile = Tile(new CheckRun { Variant = "v2", Check = Errors });

        Assert.Contains("Not measured yet; it needs 100 requests per variant.", tile.TextContent);
    }

    private AngleSharp.Dom.IElement Tile(CheckRun check) => Render<VerdictPanel>(p => p
        .Add(v => v.Run, new AnalysisRun { Template = "default", Since = Now, Checks = [check] })
        .Add(v => v.Title, "Watch")
        .Add(v => v.Key, "watch")).Find("article");

    private CheckRun Check(MeasurementResult result, double? value, int failed = 0)
    {
        var measurement = new Measurement
        {
            At = Now,
            Result = result,
            Value = value,
            ComparedWith = "v1",
            Champion = 0.001,
            Limit = 0.021,
            Requests = 1_234,
            Sentence = "error-share of v2 is 6.1 %, allowed is at most 2.1 %.",
        };
        var run = new CheckRun { Variant = "v2", Check = Errors };
        return Enumerable.Range(0, Math.Max(1, failed)).Aggregate(run, (r, _) => r.With(measurement));
    }
}
