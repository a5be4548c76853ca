using ControlPlane.Web.Components;
using ControlPlane.Web.Features.Endpoints;

namespace ControlPlane.Web.Tests.Features;

public sealed class OverviewOrderTests
{
    [Fact]
    public void Arrange_FirstTime_MostUrgentFirst()
    {
        var order = new OverviewOrder();

        Assert.Equal(["b", "c", "a"], order.Arrange([ARow("a", StatusKind.Fine), ARow("b", StatusKind.NeedsYou), ARow("c", StatusKind.Watching)]).Select(r => r.Name));
    }

    [Fact]
    public void Arrange_StateChanges_RowsStandStillAndTheMoveIsCounted()
    {
        var order = new OverviewOrder();
        order.Arrange([ARow("a", StatusKind.NeedsYou), ARow("b", StatusKind.Fine)]);
        OverviewRow[] changed = [ARow("a", StatusKind.Fine), ARow("b", StatusKind.NeedsYou)];

        Assert.Equal(["a", "b"], order.Arrange(changed).Select(r => r.Name));
        Assert.Equal(2, order.MovedCount(changed));

        order.Sort(changed);
        Assert.Equal(["b", "a"], order.Arrange(changed).Select(r => r.Name));
        Assert.Equal(0, order.MovedCount(changed));
    }

    [Fact]
    public void Arrange_NewEndpoint_ComesLastUntilSorted()
    {
        var order = new OverviewOrder();
        order.Arrange([ARow("b", StatusKind.Fine)]);

        Assert.Equal(["b", "a"], order.Arrange([ARow("a", StatusKind.NeedsYou), ARow("b", StatusKind.Fine)]).Select(r => r.Name));
    }

    private static OverviewRow ARow(string name, StatusKind kind) =>
        new(Facts.Of(name, ("v1", 10_000)), new EndpointStanding(kind, "word", "sentence"), new RollBackOffer(null, null, "reason"), null);
}
