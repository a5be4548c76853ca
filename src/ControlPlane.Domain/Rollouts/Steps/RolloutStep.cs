using System.Text.Json.Serialization;

namespace ControlPlane.Domain.Rollouts.Steps;

/// <summary>One typed step of a plan. Immutable.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(PrepareStep), "prepare")]
[JsonDerivedType(typeof(TearDownStep), "tear-down")]
[JsonDerivedType(typeof(SplitStep), "split")]
[JsonDerivedType(typeof(RulesStep), "rules")]
[JsonDerivedType(typeof(MirrorStep), "mirror")]
[JsonDerivedType(typeof(HoldStep), "hold")]
[JsonDerivedType(typeof(AnalyseStep), "analyse")]
[JsonDerivedType(typeof(ExperimentStep), "experiment")]
[JsonDerivedType(typeof(BanditStep), "bandit")]
[JsonDerivedType(typeof(SwitchStep), "switch")]
[JsonDerivedType(typeof(BakeStep), "bake")]
[JsonDerivedType(typeof(RetireStep), "retire")]
[JsonDerivedType(typeof(WebhookStep), "webhook")]
public abstract record RolloutStep
{
    /// <summary>The step in a few words for people.</summary>
    [JsonIgnore]
    public abstract string Title { get; }

    /// <summary>What it enters.</summary>
    [JsonIgnore]
    public virtual RolloutTrigger Trigger => RolloutTrigger.Advance;

    /// <summary>How long it takes at least once agents have confirmed it.</summary>
    [JsonIgnore]
    public virtual TimeSpan MinimumTime => TimeSpan.Zero;

    /// <summary>Whether it ends only by a person.</summary>
    [JsonIgnore]
    public virtual bool NeedsPerson => false;

    /// <summary>A time as people read it.</summary>
    protected static string InWords(TimeSpan time) => DurationText.Of(time);
}
