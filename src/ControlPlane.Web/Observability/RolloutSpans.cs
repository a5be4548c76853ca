using System.Diagnostics;
using ControlPlane.Domain.Rollouts;

namespace ControlPlane.Web.Observability;

/// <summary>A span for each decision about a rollout that has an effect, with what it led to. Costs a look where nobody listens. A singleton, thread-safe.</summary>
internal sealed class RolloutSpans : IDisposable
{
    /// <summary>What a listener asks for.</summary>
    public const string SourceName = "ControlPlane.Rollouts";

    private readonly ActivitySource _source = new(SourceName);

    /// <summary>Begins the span of a decision that is about to be applied; null when nobody listens.</summary>
    public Activity? Deciding(Rollout rollout, RolloutDecision decision)
    {
        var span = _source.StartActivity("rollout.decide");
        if (span is null)
            return null;
        span.SetTag("controlplane.rollout", rollout.Id);
        span.SetTag("controlplane.endpoint", rollout.Endpoint);
        span.SetTag("controlplane.strategy", MetricWords.Of(rollout.Strategy));
        span.SetTag("controlplane.phase", MetricWords.Of(rollout.Phase));
        span.SetTag("controlplane.step", rollout.Step);
        if (decision.Trigger is { } trigger)
            span.SetTag("controlplane.trigger", MetricWords.Of(trigger));
        span.SetTag("controlplane.reason", decision.Sentence);
        return span;
    }

    /// <inheritdoc />
    public void Dispose() => _source.Dispose();
}
