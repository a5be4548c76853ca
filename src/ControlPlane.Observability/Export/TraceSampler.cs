using System.Globalization;
using OpenTelemetry.Trace;

namespace ControlPlane.Observability.Export;

/// <summary>
/// Decides which traces are recorded: what has a link is a shadow of something that is recorded, and is; all else as the standard variables
/// OTEL_TRACES_SAMPLER and OTEL_TRACES_SAMPLER_ARG say (OpenTelemetry specification, "SDK environment variables"). Immutable.
/// </summary>
public sealed class TraceSampler(Sampler inner) : Sampler
{
    /// <inheritdoc />
    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters) =>
        samplingParameters.Links?.Any() == true ? new SamplingResult(SamplingDecision.RecordAndSample) : inner.ShouldSample(samplingParameters);

    /// <summary>The sampler that the variables name; without them what callers have recorded is, and all that has no caller's trace.</summary>
    public static TraceSampler Of(string? name, string? argument)
    {
        var share = double.TryParse(argument, NumberStyles.Float, CultureInfo.InvariantCulture, out var given) && given is >= 0 and <= 1 ? given : 1;
        return new TraceSampler(name switch
        {
            "always_on" => new AlwaysOnSampler(),
            "always_off" => new AlwaysOffSampler(),
            "traceidratio" => new TraceIdRatioBasedSampler(share),
            "parentbased_always_off" => new ParentBasedSampler(new AlwaysOffSampler()),
            "parentbased_traceidratio" => new ParentBasedSampler(new TraceIdRatioBasedSampler(share)),
            _ => new ParentBasedSampler(new AlwaysOnSampler()),
        });
    }
}
