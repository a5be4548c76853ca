using System.Text.Json.Serialization;

namespace ControlPlane.Domain.Analysis.Templates.Sources;

/// <summary>Where a check's numbers come from when the control plane does not count them itself. Immutable.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(PrometheusSource), "prometheus")]
[JsonDerivedType(typeof(WebhookSource), "webhook")]
public abstract record MetricSource
{
    /// <summary>Longest address in characters.</summary>
    public const int MaximumAddress = 2_000;

    /// <summary>Absolute http or https address.</summary>
    public required string Address { get; init; }

    /// <summary>Name of the secret in the control plane's configuration that is sent as a bearer token; null sends none. The secret itself is never here.</summary>
    public string? Secret { get; init; }

    /// <summary>Longest time of one attempt.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The source in one word.</summary>
    [JsonIgnore]
    public abstract string Kind { get; }

    /// <summary>What is asked, for people.</summary>
    [JsonIgnore]
    public abstract string Question { get; }
}
