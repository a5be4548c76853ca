using System.Text;
using System.Text.Json;
using ControlPlane.Demo.Users;

namespace ControlPlane.Demo.Tests.Users;

public sealed class CallPlanTests
{
    private const int Count = 30_000;

    private static readonly TrafficOptions Usual = new();
    private static readonly PlannedCall[] Calls = Take(Usual, Count);

    [Fact]
    public void Take_SameSeed_PlansTheSameCalls()
    {
        var again = Take(Usual, 1_000);

        Assert.Equal(Calls.Take(1_000).Select(Describe), again.Select(Describe));
    }

    [Fact]
    public void Take_OtherSeed_PlansOtherCalls()
    {
        var other = Take(Usual with { Seed = 2 }, 1_000);

        Assert.NotEqual(Calls.Take(1_000).Select(Describe), other.Select(Describe));
    }

    [Fact]
    public void Take_AtARate_ArrivesAsAPoissonProcess()
    {
        var gaps = Calls.Skip(1).Zip(Calls, (next, call) => (next.Due - call.Due).TotalSeconds).ToArray();
        var mean = gaps.Average();
        var deviation = Math.Sqrt(gaps.Average(gap => Math.Pow(gap - mean, 2)));

        Assert.Equal(1 / 300.0, mean, tolerance: 4 / 300.0 / Math.Sqrt(Count));
        Assert.Equal(1, deviation / mean, tolerance: 0.03);
        Assert.All(gaps, gap => Assert.True(gap >= 0));
    }

    [Fact]
    public void Take_OfTwoEndpoints_SendsTwoToPetsForOneToFraud()
    {
        AssertShare(2 / 3.0, Calls, call => call.Request.Endpoint == "pets");
    }

    [Fact]
    public void Take_WithScenes_SendsEachItsShareOfPicturesAndTheRestAsBefore()
    {
        var calls = Take(Usual with { Scenes = ["first", "second"], SceneShare = 0.1 }, Count);

        AssertShare(0.1, calls, call => call.Request.Endpoint == "first");
        AssertShare(0.1, calls, call => call.Request.Endpoint == "second");
        AssertShare(0.8 * 2 / 3, calls, call => call.Request.Endpoint == "pets");
        Assert.All(calls.Where(call => call.Request.Endpoint == "first"), call => Assert.Contains(call.Request.Truth, (string[])["cat", "dog", "koala"]));
    }

    [Fact]
    public void Take_WhileKoalasDriftIn_HasHalfOfTheCallsFromAustraliaAloneAndThenAsBefore()
    {
        var calls = Take(Usual with { TidePeriod = TimeSpan.FromSeconds(60), TideStart = TimeSpan.FromSeconds(20), TideLength = TimeSpan.FromSeconds(20) }, Count);

        AssertShare(0.2, [.. calls.Where(call => call.Due.TotalSeconds < 20)], call => call.User.Region.Name == Region.Australia);
        AssertShare(0.6, [.. calls.Where(call => call.Due.TotalSeconds is >= 20 and < 40)], call => call.User.Region.Name == Region.Australia);
        AssertShare(0.2, [.. calls.Where(call => call.Due.TotalSeconds is >= 40 and < 80)], call => call.User.Region.Name == Region.Australia);
    }

    [Theory]
    [InlineData("eu", 0.01)]
    [InlineData("us", 0.01)]
    [InlineData("au", 0.40)]
    public void Take_InARegion_ShowsKoalasAsOftenAsTheyLiveThere(string region, double share)
    {
        var pictures = Calls.Where(call => call.User.Region.Name == region && call.Request.Endpoint == "pets").ToArray();

        AssertShare(share, pictures, call => call.Request.Truth == "koala");
        AssertShare((1 - share) / 2, pictures, call => call.Request.Truth == "cat");
    }

    [Fact]
    public void Take_ForFraud_IsRarelyAFraud()
    {
        AssertShare(0.04, [.. Calls.Where(call => call.Request.Endpoint == "fraud")], call => call.Request.Truth == "fraud");
    }

    [Fact]
    public void Take_HalfOfTheUsersTell_AfterTenSecondsOnAverageAndThreeMinutesAtMost()
    {
        var delays = Calls.Select(call => call.FeedbackDelay?.TotalSeconds).OfType<double>().ToArray();

        AssertShare(0.5, Calls, call => call.FeedbackDelay is not null);
        Assert.Equal(10, delays.Average(), tolerance: 0.4);
        Assert.InRange(delays.Max(), 60, 180);
    }

    [Fact]
    public void Take_LongDelaysOnly_AreCutAtTheLongest()
    {
        var slow = Usual with { FeedbackShare = 1, MeanFeedbackDelay = TimeSpan.FromHours(1), LongestFeedbackDelay = TimeSpan.FromMinutes(3) };

        var calls = Take(slow, 500);

        Assert.All(calls, call => Assert.True(call.FeedbackDelay <= TimeSpan.FromMinutes(3)));
        Assert.Contains(calls, call => call.FeedbackDelay == TimeSpan.FromMinutes(3));
    }

    [Theory]
    [InlineData("pets", "image", new[] { 1, 3, 16, 16 })]
    [InlineData("fraud", "features", new[] { 1, 30 })]
    public void Request_OfAnEndpoint_IsOpenInferenceProtocolWithThreeDecimals(string endpoint, string name, int[] shape)
    {
        var request = Calls.First(call => call.Request.Endpoint == endpoint).Request;

        var json = JsonElement.Parse([.. RequestWriter.BeforeId, .. "abc"u8, .. request.JsonAfterId.Span]);

        Assert.Equal("abc", json.GetProperty("id").GetString());
        var input = Assert.Single(json.GetProperty("inputs").EnumerateArray());
        Assert.Equal(name, input.GetProperty("name").GetString());
        Assert.Equal("FP32", input.GetProperty("datatype").GetString());
        Assert.Equal(shape, input.GetProperty("shape").EnumerateArray().Select(dimension => dimension.GetInt32()));
        Assert.Equal(shape.Aggregate((product, dimension) => product * dimension), input.GetProperty("data").GetArrayLength());
        Assert.All(input.GetProperty("data").EnumerateArray(), value => Assert.Matches(@"^-?\d+(\.\d{1,3})?$", value.GetRawText()));
    }

    private static PlannedCall[] Take(TrafficOptions options, int count)
    {
        var plan = new CallPlan(options);
        return [.. Enumerable.Range(0, count).Select(_ => plan.Take())];
    }

    private static string Describe(PlannedCall call) =>
        $"{call.Number} {call.Due} {call.User} {call.FeedbackDelay} {call.Request.Truth} {Encoding.UTF8.GetString(call.Request.JsonAfterId.Span)}";

    /// <summary>Four standard deviations of the binomial; the seed is fixed, so that the result is too.</summary>
    private static void AssertShare(double expected, PlannedCall[] calls, Predicate<PlannedCall> holds)
    {
        var share = calls.Count(call => holds(call)) / (double)calls.Length;
        Assert.Equal(expected, share, tolerance: 4 * Math.Sqrt(expected * (1 - expected) / calls.Length));
    }
}
