using Bunit;
using ControlPlane.Web.Components;

namespace ControlPlane.Web.Tests.Components;

public sealed class TextTests : ComponentContext
{
    [Theory]
    [InlineData(10_000, "100 %")]
    [InlineData(1_000, "10 %")]
    [InlineData(25, "0.25 %")]
    [InlineData(1, "0.01 %")]
    [InlineData(0, "0 %")]
    public void Share_BasisPoints_ShowsOnlyDecimalsThatAreThere(int basisPoints, string expected) => Assert.Equal(expected, Wording.Share(basisPoints));

    [Theory]
    [InlineData(0, 1_000, "0 %")]
    [InlineData(5, 1_000, "0.50 %")]
    [InlineData(21, 1_000, "2.1 %")]
    [InlineData(1_000, 1_000, "100 %")]
    [InlineData(9_999, 10_000, "100.0 %")]
    [InlineData(0, 0, "–")]
    public void Share_OfACount_KeepsSmallSharesVisible(long part, long whole, string expected) => Assert.Equal(expected, Wording.Share(part, whole));

    [Theory]
    [InlineData(0, "just now")]
    [InlineData(4, "4 s ago")]
    [InlineData(90, "90 s ago")]
    [InlineData(200, "3 min ago")]
    [InlineData(20_000, "5 h ago")]
    [InlineData(200_000, "2 d ago")]
    public void Ago_Seconds_UsesTheLargestUnit(int seconds, string expected) => Assert.Equal(expected, Wording.Ago(Now.AddSeconds(-seconds), Now));

    [Theory]
    [InlineData(0, "0 s left")]
    [InlineData(0.4, "1 s left")]
    [InlineData(59.2, "1 min left")]
    [InlineData(-3, "0 s left")]
    public void Left_PartsOfASecond_CountAsAWholeOne(double seconds, string expected) => Assert.Equal(expected, Wording.Left(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void AgoText_TimePasses_Follows()
    {
        var text = Render<AgoText>(p => p.Add(t => t.At, Now));

        Clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal("5 s ago", text.Find("time").TextContent);
        Assert.Equal("2026-03-01 12:00:00.000 UTC", text.Find("time").GetAttribute("title"));
    }

    [Fact]
    public async Task AgoText_Disposed_ListensNoMore()
    {
        Render<AgoText>(p => p.Add(t => t.At, Now));

        await DisposeComponentsAsync();

        Assert.Equal(0, CircuitClock.ListenerCount);
        Assert.Equal(0, Clock.WaitingTimers);
    }

    [Fact]
    public void NumberText_Unknown_IsADashWithAReasonThatCanBeFocused()
    {
        var number = Render<NumberText>(p => p.Add(n => n.Text, null).Add(n => n.UnknownBecause, "no requests in 60 s"));

        var dash = number.Find("[tabindex='0']");
        Assert.Equal("–", dash.TextContent);
        Assert.Equal("Unknown: no requests in 60 s", dash.GetAttribute("aria-label"));
    }

    [Fact]
    public void NumberText_WithDetail_SaysItToScreenReadersToo()
    {
        var number = Render<NumberText>(p => p.Add(n => n.Text, "2.1 %").Add(n => n.Detail, "2.1 % of 4,310 in 60 s"));

        Assert.Equal("2.1 %, 2.1 % of 4,310 in 60 s", number.Find(".hint").TextContent);
    }
}
