using System.Text.Json.Serialization;
using ControlPlane.Domain.Analysis.Templates.Sources;
using ControlPlane.Domain.Rollouts.Steps;

namespace ControlPlane.Web.Api.Resources;

/// <summary>A service outside that must agree, as a caller writes it.</summary>
internal sealed record HookBody
{
    public required HookMoment Moment { get; init; }

    /// <summary>Where it is asked.</summary>
    public required string Address { get; init; }

    /// <summary>Name of a bearer secret of the configuration.</summary>
    public string? Secret { get; init; }

    /// <summary>Longest time of one question; 5 s when left out.</summary>
    [JsonConverter(typeof(DurationConverter))]
    public TimeSpan? Timeout { get; init; }

    /// <summary>Time from a refusal to the next question; 30 s when left out.</summary>
    [JsonConverter(typeof(DurationConverter))]
    public TimeSpan? Interval { get; init; }

    /// <summary>Refusals after which a person is asked.</summary>
    public int Refusals { get; init; } = WebhookStep.UsualRefusals;

    public WebhookStep ToStep()
    {
        var source = new WebhookSource { Address = Address, Secret = Secret, Retries = 0 };
        return new WebhookStep(Timeout is { } timeout ? source with { Timeout = timeout } : source, Moment, Interval ?? WebhookStep.UsualInterval, Refusals);
    }
}
