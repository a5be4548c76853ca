namespace ControlPlane.Web.Features.Access;

/// <summary>What was typed into the page that signs in.</summary>
public sealed class SignInForm
{
    /// <summary>The name.</summary>
    public string Name { get; set; } = "";

    /// <summary>The password.</summary>
    public string Password { get; set; } = "";
}
