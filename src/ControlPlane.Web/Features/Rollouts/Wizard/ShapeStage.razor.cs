using ControlPlane.Domain.Rollouts;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Rollouts.Wizard;

/// <summary>The fields of the chosen strategy and, beside them, the plan they make, while typing.</summary>
public sealed partial class ShapeStage
{
    [Parameter, EditorRequired]
    public required WizardChoice Choice { get; set; }

    [Parameter, EditorRequired]
    public required WizardScreen Screen { get; set; }

    [Parameter, EditorRequired]
    public required Func<WizardChoice, Task> OnChange { get; set; }

    private RolloutStrategy Strategy => Choice.Strategy!.Value;

    private IReadOnlyList<ShapeField> Fields => ShapeFields.Of(Strategy);

    private string TextOf(ShapeField field) => Choice.Fields.GetValueOrDefault(field.Name) ?? "";
}
