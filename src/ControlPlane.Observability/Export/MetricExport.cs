using System.Diagnostics.Metrics;
using ControlPlane.Observability.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace ControlPlane.Observability.Export;

/// <summary>
/// Sends the metrics of the page to a collector (OTLP) where the standard variables name one, under the same names and labels.
/// The page is gathered once per interval and not at all otherwise, so that those who count pay nothing for it.
/// A histogram goes as the three counters it has on the page, because counts that were made elsewhere cannot be handed to an instrument.
/// </summary>
/// <param name="settings">Where to, how often, and whose.</param>
/// <param name="definitions">Every metric that a page may have.</param>
/// <param name="gather">Makes a page.</param>
/// <param name="time">Tells the interval.</param>
/// <param name="logger">Hears of a page that could not be made.</param>
public sealed partial class MetricExport(
    OtlpSettings settings, IReadOnlyList<MetricDefinition> definitions, Func<CancellationToken, Task<ExpositionPage>> gather, TimeProvider time, ILogger<MetricExport> logger) : BackgroundService
{
    // The exporter's own clock never strikes: a page is sent when it has been gathered.
    private const int Never = int.MaxValue;

    // Bounds of a histogram are points of their own: a thousand variants have fifteen thousand.
    private const int BucketPoints = 20_000;

    private readonly Meter _meter = new(settings.Service);
    private Dictionary<string, IReadOnlyList<MetricSample>> _latest = [];
    private MeterProvider? _provider;

    /// <inheritdoc />
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        if (!settings.SendsMetrics)
            return Task.CompletedTask;
        foreach (var definition in definitions)
            AddInstruments(definition);
        _provider = Create();
        return base.StartAsync(cancellationToken);
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        _provider?.Dispose();
        _meter.Dispose();
        base.Dispose();
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(settings.MetricInterval, time);
        do
        {
            await SendAsync(stoppingToken).ConfigureAwait(false);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
    }

    private async Task SendAsync(CancellationToken cancellationToken)
    {
        try
        {
            var page = await gather(cancellationToken).ConfigureAwait(false);
            _latest = page.Families.SelectMany(f => f.Samples).GroupBy(s => s.Name, StringComparer.Ordinal)
                .ToDictionary(g => g.Key, g => (IReadOnlyList<MetricSample>)[.. g], StringComparer.Ordinal);
            _provider!.ForceFlush();
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or OutOfMemoryException)) // The edge of the loop: the next interval tries again.
        {
            LogNotGathered(exception);
        }
    }

    private void AddInstruments(MetricDefinition definition)
    {
        foreach (var name in definition.SampleNames)
        {
            if (definition.Kind == MetricKind.Gauge)
                _meter.CreateObservableGauge(name, () => Observe(name), unit: null, definition.Help);
            else
                _meter.CreateObservableCounter(name, () => Observe(name), unit: null, definition.Help);
        }
    }

    private IEnumerable<Measurement<double>> Observe(string name) =>
        Volatile.Read(ref _latest).GetValueOrDefault(name, [])
            .Select(s => new Measurement<double>(s.Value, s.Labels.Select(l => new KeyValuePair<string, object?>(l.Key, l.Value))));

    private MeterProvider Create() => Sdk.CreateMeterProviderBuilder()
        .ConfigureServices(settings.Configure)
        .ConfigureResource(settings.Describe)
        .AddMeter(settings.Service)
        .AddView(instrument => instrument.Name.EndsWith("_bucket", StringComparison.Ordinal) ? new MetricStreamConfiguration { CardinalityLimit = BucketPoints } : null)
        .AddOtlpExporter((_, reader) => reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = Never)
        .Build();

    [LoggerMessage(1930, LogLevel.Error, "Metrics could not be gathered for the collector; the next interval tries again.")]
    private partial void LogNotGathered(Exception exception);
}
