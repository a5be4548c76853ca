using ControlPlane.AgentHost.Hosting;

namespace ControlPlane.AgentHost.Tests.Hosting;

public sealed class MetricsTextTests
{
    [Fact]
    public void ToString_ValuesWithAndWithoutLabels_IsTheExpositionFormat()
    {
        var text = new MetricsText();
        text.Begin("requests_total", "counter", "Requests, by\nkind.");
        text.Value("requests_total", 3, [("endpoint", "a\"b\\c"), ("kind", "x\ny")]);
        text.Single("contact_seconds", "gauge", "Seconds.", 0.25);

        Assert.Equal(
            """
            # HELP controlplane_agent_requests_total Requests, by\nkind.
            # TYPE controlplane_agent_requests_total counter
            controlplane_agent_requests_total{endpoint="a\"b\\c",kind="x\ny"} 3
            # HELP controlplane_agent_contact_seconds Seconds.
            # TYPE controlplane_agent_contact_seconds gauge
            controlplane_agent_contact_seconds 0.25

            """,
            text.ToString());
    }
}
