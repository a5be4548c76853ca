using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Resources;

namespace ControlPlane.Observability.Export;

/// <summary>What the standard variables <c>OTEL_*</c> say (OpenTelemetry specification, "SDK environment variables"), and who speaks. Immutable.</summary>
/// <param name="Service">Name of the service where <c>OTEL_SERVICE_NAME</c> gives none.</param>
/// <param name="Instance">Tells processes of a service apart.</param>
/// <param name="Environment">The variables.</param>
public sealed record OtlpSettings(string Service, string Instance, IConfiguration Environment)
{
    private static readonly TimeSpan DefaultInterval = TimeSpan.FromSeconds(60);

    /// <summary>The settings of this process.</summary>
    public static OtlpSettings OfProcess(string service, string instance) => new(service, instance, new ConfigurationBuilder().AddEnvironmentVariables().Build());

    /// <summary>Whether spans have somewhere to go.</summary>
    public bool SendsTraces => Sends("TRACES");

    /// <summary>Whether metrics have somewhere to go.</summary>
    public bool SendsMetrics => Sends("METRICS");

    /// <summary>How often metrics go.</summary>
    public TimeSpan MetricInterval =>
        int.TryParse(Environment["OTEL_METRIC_EXPORT_INTERVAL"], out var milliseconds) && milliseconds > 0 ? TimeSpan.FromMilliseconds(milliseconds) : DefaultInterval;

    /// <summary>Gives an exporter the variables.</summary>
    internal void Configure(IServiceCollection services) => services.AddSingleton(Environment);

    /// <summary>Says who speaks.</summary>
    internal void Describe(ResourceBuilder resource) => resource.AddService(Environment["OTEL_SERVICE_NAME"] ?? Service, serviceInstanceId: Instance);

    private bool Sends(string signal) =>
        (Environment["OTEL_EXPORTER_OTLP_ENDPOINT"] ?? Environment[$"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT"]) is { Length: > 0 }
        && !string.Equals(Environment["OTEL_SDK_DISABLED"], "true", StringComparison.OrdinalIgnoreCase)
        && Environment[$"OTEL_{signal}_EXPORTER"] is null or "otlp";
}
