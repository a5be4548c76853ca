using ControlPlane.Observability.Export;
using ControlPlane.Observability.Metrics;
using ControlPlane.TestKit.Otlp;
using ControlPlane.TestKit.Processes;
using ControlPlane.TestKit.Time;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace ControlPlane.AgentHost.Tests.Observability;

public sealed class MetricExportTests
{
    private static readonly MetricDefinition Requests = MetricDefinition.Counter("requests_total", "Requests.", "endpoint");
    private static readonly MetricDefinition Weight = MetricDefinition.Gauge("weight", "Weight.");
    private static readonly MetricDefinition Latency = MetricDefinition.Histogram("latency_seconds", "Latency.", "endpoint");
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Interval_WithACollector_SendsThePageAsItIsThen()
    {
        await using var collector = await OtlpCollector.StartAsync();
        var clock = new ManualTimeProvider();
        var requests = 0;
        using var export = new MetricExport(
            Settings(collector.Environment), [Requests, Weight, Latency], _ => Task.FromResult(APage(++requests)), clock, NullLogger<MetricExport>.Instance);

        await export.StartAsync(CancellationToken.None);
        await UntilAsync("the first page came", () => RequestsIn(collector) == 1);
        await UntilAsync("the loop sleeps", () => clock.WaitingTimers > 0);
        clock.Advance(TimeSpan.FromSeconds(0.5));
        await UntilAsync("the second page came", () => RequestsIn(collector) == 2);
        await export.StopAsync(CancellationToken.None);

        Assert.Equal(0.5, collector.ValuesOf("metric-export", "weight")[""]);
        Assert.Equal((3, 7), (collector.ValuesOf("metric-export", "latency_seconds_bucket")["endpoint=pets,le=0.1"], collector.ValuesOf("metric-export", "latency_seconds_bucket")["endpoint=pets,le=+Inf"]));
        Assert.Equal((1.5, 7), (collector.ValuesOf("metric-export", "latency_seconds_sum")["endpoint=pets"], collector.ValuesOf("metric-export", "latency_seconds_count")["endpoint=pets"]));
    }

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "")]
    [InlineData("OTEL_SDK_DISABLED", "True")]
    [InlineData("OTEL_METRICS_EXPORTER", "none")]
    public async Task Start_NotAskedFor_GathersNothing(string name, string value)
    {
        var variables = new Dictionary<string, string> { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = "http://127.0.0.1:9", [name] = value };
        using var export = new MetricExport(
            Settings(variables), [Requests], _ => throw new InvalidOperationException("Nobody asked."), new ManualTimeProvider(), NullLogger<MetricExport>.Instance);

        await export.StartAsync(CancellationToken.None);

        Assert.Null(export.ExecuteTask);
    }

    private static double RequestsIn(OtlpCollector collector) => collector.ValuesOf("metric-export", "requests_total").GetValueOrDefault("endpoint=pets");

    private static ExpositionPage APage(int requests)
    {
        var page = new ExpositionPage();
        page.Begin(Requests);
        page.Add(requests, "pets");
        page.Write(Weight, 0.5);
        page.Begin(Latency);
        page.AddHistogram([(0.1, 3), (double.PositiveInfinity, 7)], sum: 1.5, "pets");
        return page;
    }

    private static OtlpSettings Settings(IReadOnlyDictionary<string, string> variables) =>
        new("metric-export", "one", new ConfigurationBuilder().AddInMemoryCollection(variables.Select(v => KeyValuePair.Create(v.Key, (string?)v.Value))).Build());

    private static Task UntilAsync(string awaited, Func<bool> isTrue) => Eventually.BeTrueAsync(awaited, () => Task.FromResult(isTrue()), Limit);
}
