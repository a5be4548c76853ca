using ControlPlane.Contracts.Routing;
using ControlPlane.Domain.Rollouts.Steps;

namespace ControlPlane.Domain.Rollouts.Recipes;

/// <summary>Blue/green: green stands ready on every agent, is tried by a header, and then answers everybody at once.</summary>
internal static class BlueGreenRecipe
{
    /// <summary>The request header that reaches green before the switch.</summary>
    public const string Header = "x-preview";

    public static RolloutPlan Compile(RolloutDraft draft, RecipeFacts facts)
    {
        var version = draft.Versions[0];
        var preview = new FlagRule("preview", [new AttributeCondition(Header, ConditionOperator.In, [draft.Preview ?? "green"])], version);
        var smoke = Parts.GateOf(draft, facts);

        // Without a gate nobody may ever try green, so only a person's decision or evidence leads on.
        var isGated = draft.Gate ?? true;
        return new RolloutPlan
        {
            Strategy = RolloutStrategy.BlueGreen,
            Steps =
            [
                new PrepareStep(draft.Versions),
                new RulesStep([preview]),
                .. isGated ? Array.Empty<RolloutStep>() : [smoke],
                .. Parts.End(draft with { Gate = isGated }, facts),
            ],
            Guards = Parts.GuardsOf(draft),
            Watch = Parts.AnalysisOf(draft),
        };
    }
}
