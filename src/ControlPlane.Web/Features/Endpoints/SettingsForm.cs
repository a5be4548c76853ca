namespace ControlPlane.Web.Features.Endpoints;

/// <summary>What the forms of an endpoint's settings have in common.</summary>
public static class SettingsForm
{
    /// <summary>Said where typed values gave way to what somebody else saved meanwhile.</summary>
    public const string Replaced = "Somebody else saved this meanwhile. What is in force now is shown; what you had typed and not saved is gone.";
}
