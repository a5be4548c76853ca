using ControlPlane.Domain.Rollouts;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Rollouts.Wizard;

/// <summary>Which endpoint, and which version its callers shall get; a version that cannot answer them is refused here, at its field.</summary>
public sealed partial class VersionStage
{
    [Parameter, EditorRequired]
    public required WizardScreen Screen { get; set; }

    [Parameter, EditorRequired]
    public required WizardChoice Choice { get; set; }

    [Parameter, EditorRequired]
    public required Func<WizardChoice, Task> OnChange { get; set; }

    private bool IsBlocked => Screen.Refusal?.Code == RolloutRefusals.SignatureMismatch;

    private Task Toggle(int version)
    {
        var versions = Choice.Versions.Contains(version) ? [.. Choice.Versions.Where(v => v != version)] : Choice.Versions.Append(version).ToList();
        return OnChange(Choice with { Versions = versions, Stage = WizardStage.Version });
    }
}
