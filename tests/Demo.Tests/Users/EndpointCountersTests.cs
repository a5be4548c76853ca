using ControlPlane.Demo.Users;

namespace ControlPlane.Demo.Tests.Users;

public sealed class EndpointCountersTests
{
    [Fact]
    public void Succeeded_ByManyInventedVersions_KeepsABoundedNumberApart()
    {
        var counters = new EndpointCounters();

        for (var version = 0; version < 1_000; version++)
            counters.Succeeded($"{version}");

        var summary = counters.Summarise();
        Assert.Equal(1_000, summary.Succeeded);
        Assert.Equal(1_000, summary.AnswersByVersion.Values.Sum());
        Assert.Equal(51, summary.AnswersByVersion.Count);
        Assert.Equal(950, summary.AnswersByVersion["others"]);
    }
}
