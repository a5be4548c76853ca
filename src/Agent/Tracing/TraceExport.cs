using ControlPlane.AgentHost.Connection;
using OpenTelemetry;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace ControlPlane.AgentHost.Tracing;

/// <summary>Sends spans to a collector (OTLP) where the standard variables name one; otherwise nobody listens. A collector that is gone costs spans, never a request.</summary>
internal sealed class TraceExport(AgentIdentity identity, IConfiguration environment, string source = RequestSpans.SourceName) : IHostedService, IDisposable
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string TracesEndpoint = "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT";

    private TracerProvider? _provider;

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (IsAskedFor())
            _provider = Create();
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken)
    {
        _provider?.ForceFlush(timeoutMilliseconds: 1_000);
        return Task.CompletedTask;
    }

    public void Dispose() => _provider?.Dispose();

    private bool IsAskedFor() =>
        (environment[Endpoint] ?? environment[TracesEndpoint]) is { Length: > 0 }
        && environment["OTEL_SDK_DISABLED"] != "true"
        && environment["OTEL_TRACES_EXPORTER"] is null or "otlp";

    private TracerProvider Create() => Sdk.CreateTracerProviderBuilder()
        .ConfigureServices(services => services.AddSingleton(environment))
        .ConfigureResource(r => r.AddService(environment["OTEL_SERVICE_NAME"] ?? "controlplane-agent", serviceInstanceId: identity.AgentId))
        .SetSampler(TraceSampler.Of(environment["OTEL_TRACES_SAMPLER"], environment["OTEL_TRACES_SAMPLER_ARG"]))
        .AddSource(source)
        .AddOtlpExporter()
        .Build();
}
