using ControlPlane.AgentHost.Hosting;
using ControlPlane.Observability.Metrics;
using ControlPlane.TestKit;

namespace ControlPlane.AgentHost.Tests.Observability;

public sealed class MetricReferenceTests
{
    [Fact]
    public void Reference_OfTheAgent_IsWhatTheCodeWrites()
    {
        var actual = MetricReference.Table(AgentMetrics.All);

        Assert.Equal(RepositoryFiles.Section("docs/reference/metrics.md", "Agent", actual), actual);
    }

    [Fact]
    public void Reference_OfOneMetricMore_IsAnother()
    {
        var more = MetricReference.Table([.. AgentMetrics.All, MetricDefinition.Gauge("more", "Another one.")]);

        Assert.NotEqual(RepositoryFiles.Section("docs/reference/metrics.md", "Agent", MetricReference.Table(AgentMetrics.All)), more);
    }
}
