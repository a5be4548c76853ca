using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ControlPlane.TestKit.Otlp;

/// <summary>A collector of OTLP over HTTP, binary, on a free loopback port (opentelemetry-proto 1, traces and metrics).</summary>
public sealed class OtlpCollector : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly ConcurrentQueue<CollectedSpan> _spans = new();
    private readonly ConcurrentDictionary<(string Service, string Metric), IReadOnlyDictionary<string, double>> _metrics = new();

    private OtlpCollector()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _application = builder.Build();
        _application.Urls.Add("http://127.0.0.1:0");
        _application.MapPost("/v1/traces", context => TakeAsync(context, TakeTraces));
        _application.MapPost("/v1/metrics", context => TakeAsync(context, TakeMetrics));
    }

    /// <summary>Where it listens.</summary>
    public string Address => _application.Urls.First();

    /// <summary>Every span so far.</summary>
    public IReadOnlyList<CollectedSpan> Spans => [.. _spans];

    /// <summary>Service and name of every metric so far.</summary>
    public IReadOnlyCollection<(string Service, string Metric)> Metrics => [.. _metrics.Keys];

    /// <summary>The last values of a metric by their labels, such as <c>endpoint=pets,role=champion</c>; empty when none came.</summary>
    public IReadOnlyDictionary<string, double> ValuesOf(string service, string metric) => _metrics.GetValueOrDefault((service, metric)) ?? new Dictionary<string, double>();

    /// <summary>Variables that make a process send everything here, soon.</summary>
    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = Address,
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        ["OTEL_BSP_SCHEDULE_DELAY"] = "200",
        ["OTEL_METRIC_EXPORT_INTERVAL"] = "500",
    };

    /// <summary>Starts one.</summary>
    public static async Task<OtlpCollector> StartAsync()
    {
        var collector = new OtlpCollector();
        await collector._application.StartAsync().ConfigureAwait(false);
        return collector;
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private static async Task TakeAsync(HttpContext context, Action<ProtobufFields> take)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body).ConfigureAwait(false);
        take(new ProtobufFields(body.ToArray()));
    }

    private void TakeTraces(ProtobufFields request)
    {
        foreach (var resource in request.Messages(1))
        {
            foreach (var span in resource.Messages(2).SelectMany(scope => scope.Messages(2)))
            {
                _spans.Enqueue(new CollectedSpan(
                    ServiceOf(resource), span.Text(5), span.Hex(1), span.Hex(2), span.Hex(4), AttributesOf(span.Messages(9)), [.. span.Messages(13).Select(l => (l.Hex(1), l.Hex(2)))]));
            }
        }
    }

    private void TakeMetrics(ProtobufFields request)
    {
        foreach (var resource in request.Messages(1))
        {
            foreach (var metric in resource.Messages(2).SelectMany(scope => scope.Messages(2)))
                _metrics[(ServiceOf(resource), metric.Text(1))] = PointsOf(metric);
        }
    }

    // Gauges are field 5, sums field 7; both have their points in field 1.
    private static Dictionary<string, double> PointsOf(ProtobufFields metric) => metric.Messages(5).Concat(metric.Messages(7)).SelectMany(m => m.Messages(1)).ToDictionary(
        point => string.Join(',', AttributesOf(point.Messages(7)).OrderBy(a => a.Key, StringComparer.Ordinal).Select(a => $"{a.Key}={a.Value}")),
        point => BitConverter.UInt64BitsToDouble(point.Number(4)),
        StringComparer.Ordinal);

    private static string ServiceOf(ProtobufFields resource) => AttributesOf(resource.Messages(1).SelectMany(r => r.Messages(1)))["service.name"];

    private static Dictionary<string, string> AttributesOf(IEnumerable<ProtobufFields> pairs) =>
        pairs.ToDictionary(p => p.Text(1), p => ValueOf(p.Messages(2).First()), StringComparer.Ordinal);

    private static string ValueOf(ProtobufFields value) => value.Has(3) ? ((long)value.Number(3)).ToString(CultureInfo.InvariantCulture) : value.Text(1);
}
