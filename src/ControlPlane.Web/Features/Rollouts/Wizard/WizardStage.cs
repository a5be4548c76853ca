namespace ControlPlane.Web.Features.Rollouts.Wizard;

/// <summary>The parts of the wizard, in their order.</summary>
public enum WizardStage
{
    /// <summary>Which endpoint and version.</summary>
    Version,

    /// <summary>Which strategy.</summary>
    Strategy,

    /// <summary>Its steps and limits.</summary>
    Shape,

    /// <summary>What will happen.</summary>
    Review,
}
