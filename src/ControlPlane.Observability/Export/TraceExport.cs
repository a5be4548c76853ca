using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace ControlPlane.Observability.Export;

/// <summary>Sends spans to a collector (OTLP) where the standard variables name one; otherwise nobody listens. A collector that is gone costs spans, never a request.</summary>
/// <param name="settings">Where to, and whose.</param>
/// <param name="sources">Whose spans.</param>
public sealed class TraceExport(OtlpSettings settings, params string[] sources) : IHostedService, IDisposable
{
    private TracerProvider? _provider;

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (settings.SendsTraces)
            _provider = Create();
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken)
    {
        _provider?.ForceFlush(timeoutMilliseconds: 1_000);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public void Dispose() => _provider?.Dispose();

    private TracerProvider Create() => Sdk.CreateTracerProviderBuilder()
        .ConfigureServices(settings.Configure)
        .ConfigureResource(settings.Describe)
        .SetSampler(TraceSampler.Of(settings.Environment["OTEL_TRACES_SAMPLER"], settings.Environment["OTEL_TRACES_SAMPLER_ARG"]))
        .AddSource(sources)
        .AddOtlpExporter()
        .Build();
}
