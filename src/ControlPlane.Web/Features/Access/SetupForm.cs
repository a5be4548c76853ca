namespace ControlPlane.Web.Features.Access;

/// <summary>What was typed into the page that sets a password.</summary>
public sealed class SetupForm
{
    /// <summary>The password.</summary>
    public string Password { get; set; } = "";

    /// <summary>The same once more.</summary>
    public string Again { get; set; } = "";
}
