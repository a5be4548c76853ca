namespace ControlPlane.Web.Features.Access;

/// <summary>Paths of the pages that strangers see. Stateless.</summary>
internal static class SignInPaths
{
    public const string SignIn = "/sign-in";
    public const string Setup = "/setup";
}
