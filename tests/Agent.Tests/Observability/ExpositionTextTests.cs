using ControlPlane.Observability.Metrics;

namespace ControlPlane.AgentHost.Tests.Observability;

public sealed class ExpositionTextTests
{
    private static readonly MetricDefinition Requests = MetricDefinition.Counter("requests_total", "Requests, by\nkind.", "endpoint", "kind");

    [Fact]
    public void Of_ValuesWithAndWithoutLabels_IsTheExpositionFormat()
    {
        var page = new ExpositionPage();
        page.Begin(Requests);
        page.Add(3, "a\"b\\c", "x\ny");
        page.Write(MetricDefinition.Gauge("contact_seconds", "Seconds."), 0.25);
        page.Begin(MetricDefinition.Histogram("latency_seconds", "Latency.", "endpoint"));
        page.AddHistogram([(0.5, 2), (double.PositiveInfinity, 3)], sum: 1.5, "pets");

        Assert.Equal(
            """
            # HELP requests_total Requests, by\nkind.
            # TYPE requests_total counter
            requests_total{endpoint="a\"b\\c",kind="x\ny"} 3
            # HELP contact_seconds Seconds.
            # TYPE contact_seconds gauge
            contact_seconds 0.25
            # HELP latency_seconds Latency.
            # TYPE latency_seconds histogram
            latency_seconds_bucket{endpoint="pets",le="0.5"} 2
            latency_seconds_bucket{endpoint="pets",le="+Inf"} 3
            latency_seconds_sum{endpoint="pets"} 1.5
            latency_seconds_count{endpoint="pets"} 3

            """,
            ExpositionText.Of(page));
    }

    [Fact]
    public void Begin_MetricTwice_IsAMistake()
    {
        var page = new ExpositionPage();
        page.Begin(Requests);

        Assert.Throws<InvalidOperationException>(() => page.Begin(Requests));
    }

    [Fact]
    public void Add_ValueWithALabelMissing_IsAMistake()
    {
        var page = new ExpositionPage();
        page.Begin(Requests);

        Assert.Throws<ArgumentException>(() => page.Add(1, "pets"));
    }
}
