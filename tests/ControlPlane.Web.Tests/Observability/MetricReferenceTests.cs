using ControlPlane.Observability.Metrics;
using ControlPlane.TestKit;
using ControlPlane.Web.Observability;

namespace ControlPlane.Web.Tests.Observability;

public sealed class MetricReferenceTests
{
    [Fact]
    public void Reference_OfTheControlPlane_IsWhatTheCodeWrites()
    {
        var actual = MetricReference.Table(ControlPlaneMetrics.All);

        Assert.Equal(RepositoryFiles.Section("docs/reference/metrics.md", "Control plane", actual), actual);
    }
}
