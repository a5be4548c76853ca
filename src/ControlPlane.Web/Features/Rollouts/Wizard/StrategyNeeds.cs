namespace ControlPlane.Web.Features.Rollouts.Wizard;

/// <summary>Answers to the four questions; null where none was given. Immutable.</summary>
/// <param name="Soon">How long it may take.</param>
/// <param name="Harm">How bad a wrong answer is.</param>
/// <param name="Return">How easily what a wrong answer did can be made good.</param>
/// <param name="Spare">How much is free on the agents.</param>
public sealed record StrategyNeeds(Pace? Soon, Harmfulness? Harm, Repair? Return, Duplicates? Spare)
{
    /// <summary>Whether any question was answered.</summary>
    public bool IsAsked => Soon is not null || Harm is not null || Return is not null || Spare is not null;

    /// <summary>The answers a choice holds.</summary>
    public static StrategyNeeds Of(WizardChoice choice) => new(
        WizardChoice.ReadWord<Pace>(choice.Fields.GetValueOrDefault("soon")),
        WizardChoice.ReadWord<Harmfulness>(choice.Fields.GetValueOrDefault("harm")),
        WizardChoice.ReadWord<Repair>(choice.Fields.GetValueOrDefault("return")),
        WizardChoice.ReadWord<Duplicates>(choice.Fields.GetValueOrDefault("spare")));
}
