using ControlPlane.Domain.Rollouts;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Rollouts.Wizard;

/// <summary>The strategies as cards, with what each costs; four questions put them into an order, with reasons.</summary>
public sealed partial class StrategyStage
{
    private static readonly (string Name, string Words, (string Value, string Words)[] Answers)[] Questions =
    [
        ("soon", "How soon must it be done?", [(WizardChoice.WordOf(Pace.Minutes), "minutes"), (WizardChoice.WordOf(Pace.Hours), "hours"), (WizardChoice.WordOf(Pace.Days), "days are fine")]),
        ("harm", "How bad is a wrong answer?", [(WizardChoice.WordOf(Harmfulness.Slight), "hardly noticed"), (WizardChoice.WordOf(Harmfulness.Costly), "costly"), (WizardChoice.WordOf(Harmfulness.Grave), "grave")]),
        ("return", "How easy is the way back?", [(WizardChoice.WordOf(Repair.Easy), "the next answer makes it good"), (WizardChoice.WordOf(Repair.Hard), "something stays")]),
        ("spare", "How much room is free on the agents?", [(WizardChoice.WordOf(Duplicates.None), "none"), (WizardChoice.WordOf(Duplicates.Some), "on some"), (WizardChoice.WordOf(Duplicates.All), "on all")]),
    ];

    [Parameter, EditorRequired]
    public required WizardChoice Choice { get; set; }

    [Parameter, EditorRequired]
    public required WizardScreen Screen { get; set; }

    /// <summary>Id of the draft that choosing begins, where there is none yet.</summary>
    [Parameter, EditorRequired]
    public required string NewDraft { get; set; }

    private StrategyNeeds Needs => StrategyNeeds.Of(Choice);

    private IReadOnlyList<RankedStrategy> Ranked => StrategyAdvisor.Rank(Needs);

    private RolloutStrategy Preselected => Needs.IsAsked ? Ranked[0].Card.Strategy : Choice.Strategy ?? RolloutStrategy.Canary;

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
