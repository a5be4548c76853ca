using ControlPlane.Demo.Users;

namespace ControlPlane.Demo.Tests.Users;

public sealed class AgentRingTests
{
    private readonly AgentRing _ring = new([new("http://a/"), new("http://b/"), new("http://c/")]);

    [Fact]
    public void Order_CallAfterCall_BeginsWithEachInTurn()
    {
        Assert.Equal([0, 1, 2], _ring.Order(TimeSpan.Zero));
        Assert.Equal([1, 2, 0], _ring.Order(TimeSpan.Zero));
        Assert.Equal([2, 0, 1], _ring.Order(TimeSpan.Zero));
        Assert.Equal([0, 1, 2], _ring.Order(TimeSpan.Zero));
    }

    [Fact]
    public void Order_OneIsTired_ComesLastUntilItHasRested()
    {
        _ring.Tire(0, TimeSpan.Zero);

        Assert.Equal([1, 2, 0], _ring.Order(TimeSpan.FromSeconds(1)));
        Assert.Equal([1, 2, 0], _ring.Order(TimeSpan.FromSeconds(1)));
        _ring.Order(AgentRing.Rest);
        Assert.Equal([0, 1, 2], _ring.Order(AgentRing.Rest));
    }
}
