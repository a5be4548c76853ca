using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Rollouts.Wizard;

/// <summary>The plan as it stands while somebody types: its steps, its cost, its warnings.</summary>
public sealed partial class PlanPreview
{
    [Parameter, EditorRequired]
    public required WizardScreen Screen { get; set; }

    // Those about signatures stand apart.
    private IReadOnlyList<string> OwnWarnings
    {
        get
        {
            var prepared = Screen.Preview!.Prepared;
            var signatures = prepared.Differences.Sum(d => d.Value.Count);
            return [.. prepared.Plan.Warnings.SkipLast(signatures)];
        }
    }
}
