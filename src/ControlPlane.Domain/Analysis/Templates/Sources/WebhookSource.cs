using System.Text.Json.Serialization;

namespace ControlPlane.Domain.Analysis.Templates.Sources;

/// <summary>
/// A service that is posted the facts of the rollout as JSON and answers with a value, or with a verdict of its own:
/// <c>{"value": 0.2}</c> or <c>{"verdict": "pass", "reason": "…"}</c>. Immutable.
/// </summary>
public sealed record WebhookSource : MetricSource
{
    /// <summary>Most repetitions after a failed attempt.</summary>
    public const int MaximumRetries = 5;

    /// <summary>Repetitions after an attempt that failed, before it is an error.</summary>
    public int Retries { get; init; } = 2;

    /// <inheritdoc />
    [JsonIgnore]
    public override string Kind => "webhook";

    /// <inheritdoc />
    [JsonIgnore]
    public override string Question => $"POST {Address}";
}
