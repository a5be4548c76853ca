using System.Text.Json.Serialization;
using ControlPlane.Domain.Analysis.Templates.Sources;

namespace ControlPlane.Domain.Rollouts.Steps;

/// <summary>A gate by webhook: a service outside is asked, again and again, until it agrees. Immutable.</summary>
/// <param name="Source">Where it is asked.</param>
/// <param name="Moment">When it is asked.</param>
/// <param name="Interval">Time from a refusal to the next question.</param>
/// <param name="Refusals">Refusals after which a person is asked, at least 1.</param>
public sealed record WebhookStep(WebhookSource Source, HookMoment Moment, TimeSpan Interval, int Refusals) : RolloutStep
{
    /// <summary>Time from a refusal to the next question unless told otherwise.</summary>
    public static readonly TimeSpan UsualInterval = TimeSpan.FromSeconds(30);

    /// <summary>Refusals after which a person is asked unless told otherwise.</summary>
    public const int UsualRefusals = 10;

    /// <summary>Who is asked, for people.</summary>
    [JsonIgnore]
    public string Host => Uri.TryCreate(Source.Address, UriKind.Absolute, out var uri) ? uri.Authority : Source.Address;

    /// <inheritdoc />
    [JsonIgnore]
    public override string Title => Moment switch
    {
        HookMoment.BeforeTraffic => $"Ask {Host} before traffic moves",
        HookMoment.BeforePromotion => $"Ask {Host} before the promotion",
        HookMoment.AfterPromotion => $"Ask {Host} after the promotion",
        var other => throw new InvalidOperationException($"{other} has no title."),
    };

    /// <inheritdoc />
    [JsonIgnore]
    public override RolloutTrigger Trigger => Moment == HookMoment.AfterPromotion ? RolloutTrigger.Bake : RolloutTrigger.Advance;
}
