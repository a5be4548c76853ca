using Bunit;
using ControlPlane.Web.Components;

namespace ControlPlane.Web.Tests.Components;

public sealed class StackedBarTests : ComponentContext
{
    [Fact]
    public void Summary_SetAndActual_SaysBoth()
    {
        var bar = Render<StackedBar>(p => p.Add(b => b.Shares, [new BarShare("v1", "slot-0", 9000, 9123), new BarShare("v2", "slot-1", 1000, 877)]));

        Assert.Equal("Set: v1 90 % and v2 10 %. Actual: v1 91.2 % and v2 8.8 %.", bar.Find("[role=img]").GetAttribute("aria-label"));
    }

    [Fact]
    public void Summary_NoTraffic_SaysUnknownNotZero()
    {
        var bar = Render<StackedBar>(p => p.Add(b => b.Shares, [new BarShare("v1", "slot-0", 10_000, null)]));

        Assert.EndsWith("Actual: unknown, no requests yet.", bar.Find("[role=img]").GetAttribute("aria-label"));
        Assert.Contains("is-unknown", bar.Find(".bar-actual").ClassName);
    }
}
