using ControlPlane.Demo.Users;

namespace ControlPlane.Demo.Tests.Users;

public sealed class PopulationTests
{
    [Fact]
    public void Users_SameSeed_AreTheSamePeople()
    {
        Assert.Equal(new Population(2_000, new Random(1)).Users, new Population(2_000, new Random(1)).Users);
    }

    [Fact]
    public void Users_OfAPopulation_AreNumberedFromOne()
    {
        var users = new Population(2_000, new Random(1)).Users;

        Assert.Equal("user-0001", users[0].Id);
        Assert.Equal("user-2000", users[^1].Id);
        Assert.Distinct(users.Select(user => user.Id));
    }

    [Theory]
    [InlineData("eu", 0.45)]
    [InlineData("us", 0.35)]
    [InlineData("au", 0.20)]
    public void Users_OfAPopulation_LiveInTheRegionsByTheirShares(string region, double share)
    {
        var users = new Population(20_000, new Random(1)).Users;

        Assert.Equal(share, users.Count(user => user.Region.Name == region) / 20_000.0, tolerance: 4 * Math.Sqrt(share * (1 - share) / 20_000));
    }
}
